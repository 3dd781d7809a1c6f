//! MiniJinja as all HTML of this program is made by it.

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, HtmlEscape, Output, State, UndefinedBehavior};

/// Writes a value.
pub(crate) type Formatter = fn(&mut Output<'_>, &mut State<'_, '_>, &Value) -> Result<(), Error>;

/// A template reads no file, knows no filter, and cannot turn off that data are escaped.
pub(crate) fn environment(fuel: u64, write: Formatter) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(write);
    environment.set_fuel(Some(fuel));
    environment
}

/// Writes a value as text, whatever the template says of escaping; only what it has put together itself is markup.
pub(crate) fn escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(markup) if value.is_safe() => out.write_str(markup),
        Some(text) => out.write_str(&text_of(text)),
        None => out.write_str(&text_of(&value.to_string())),
    }
    .map_err(Error::from)
}

/// A text as HTML shows it, also within an attribute.
pub(super) fn text_of(text: &str) -> String {
    HtmlEscape(text).to_string()
}
