//! The catalogue of rules: code, severity, title, source and reason of each.
//!
//! It is one list in a file for each family. Each file's macro hands what stands before it, and its own rules, on to the next;
//! the last one makes [`Code`] of all of them. A rule is written as `RB308 Error not waivable: "title", "source", "reason";`
//! where `not waivable` (it cannot be excused), `after RB101` (it says nothing beside a finding of that rule), `sums haushalt`
//! (it says nothing where that table could not be read whole) and `until 2027-01-01` (from which day it is an error) can be
//! left out.

#[macro_use]
mod reading;
#[macro_use]
mod projects;
#[macro_use]
mod money;
#[macro_use]
mod climate;
#[macro_use]
mod cover;
#[macro_use]
mod text;
#[macro_use]
mod figures;
#[macro_use]
mod grants;
#[macro_use]
mod waivers;

use chrono::NaiveDate;

use super::family::Family;
use super::nearest::nearest;
use super::severity::Severity;

/// One rule of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The rule's name in German.
    pub title: &'static str,
    /// What the rule rests on: a law, the form, practice, or our own decision.
    pub source: &'static str,
    /// Why the rule exists, in one or two German sentences.
    pub reason: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// Whether a workspace can except a record from it, as far as its family allows that.
    pub waivable: bool,
    /// The rules whose findings cause one of this rule, which then says nothing of its own.
    pub causes: &'static [Code],
    /// The tables whose rows it adds up or holds against each other: where one of them could not be read whole, its findings
    /// would be about what is missing.
    pub sums: &'static [&'static str],
    /// The first day on which a finding is an error, for a rule that came in as a warning.
    pub error_from: Option<(i32, u32, u32)>,
}

impl Rule {
    /// The first day on which a finding is an error; `None` where its severity stays.
    pub fn error_from(&self) -> Option<NaiveDate> {
        self.error_from.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
    }

    /// How much a finding weighs on a day.
    pub fn severity_on(&self, day: NaiveDate) -> Severity {
        if self.error_from().is_some_and(|from| from <= day) { Severity::Error } else { self.severity }
    }
}

macro_rules! codes {
    ([] $($code:ident $severity:ident $(not $waivable:ident)? $(after $($cause:ident)+)? $(sums $($table:ident)+)?
        $(until $year:literal-$month:literal-$day:literal)?: $title:literal, $source:literal, $reason:literal;)*) => {
        /// A rule's code; the hundreds name the family: 0 reading, 1 projects, 2 money, 3 climate, 4 cover, 5 text,
        /// 6 figures, 7 grants, 8 waivers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// The code as it is printed.
            pub fn id(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// What the catalogue says of it.
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Code::$code => &Rule {
                        title: $title,
                        source: $source,
                        reason: $reason,
                        severity: Severity::$severity,
                        waivable: codes!(@waivable $($waivable)?),
                        causes: &[$($(Code::$cause),+)?],
                        sums: &[$($(stringify!($table)),+)?],
                        error_from: codes!(@from $($year, $month, $day)?),
                    },)*
                }
            }
        }
    };
    (@waivable) => { true };
    (@waivable waivable) => { false };
    (@from) => { None };
    (@from $year:literal, $month:literal, $day:literal) => { Some(($year, $month, $day)) };
}

reading! { [projects money climate cover text figures grants waivers codes] }

impl Code {
    /// The code of this spelling, such as `RB101` or `rb101`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(text.trim()))
    }

    /// The code that a wrong one probably means; `None` where several are equally near.
    pub fn near(text: &str) -> Option<Self> {
        // Letters that look like digits are the commonest slip.
        let digits = text.trim().to_uppercase().replace('O', "0").replace(['I', 'L'], "1");
        Self::parse(&digits).or_else(|| Self::parse(nearest(text, Self::ALL.iter().map(|code| code.id()))?))
    }

    /// The rule's name in German.
    pub fn title(self) -> &'static str {
        self.rule().title
    }

    /// What the rule rests on.
    pub fn source(self) -> &'static str {
        self.rule().source
    }

    /// The family that the hundreds of the number name.
    pub fn family(self) -> Family {
        match self.id().as_bytes().get(2) {
            Some(b'1') => Family::Projects,
            Some(b'2') => Family::Money,
            Some(b'3') => Family::Climate,
            Some(b'4') => Family::Cover,
            Some(b'5') => Family::Text,
            Some(b'6') => Family::Figures,
            Some(b'7') => Family::Grants,
            Some(b'8') => Family::Waivers,
            _ => Family::Reading,
        }
    }

    /// Whether a workspace can except a record from the rule.
    ///
    /// What cannot be read, refers to nothing, does not add up or cannot be reckoned cannot be printed whoever excuses it.
    pub fn can_be_waived(self) -> bool {
        self.rule().waivable && !matches!(self.family(), Family::Reading | Family::Figures | Family::Waivers)
    }
}
