//! Decimal numbers with a fixed number of decimals: what amounts, quantities and percentages have in common.

/// A number in whole parts of its last decimal; never a binary fraction.
///
/// Wide enough that no sum or product of what tables can hold comes near the end of the range: 20,000 rows of ten
/// trillion euro are 10²⁰ cents, and the range ends at 10³⁸.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Fixed<const DECIMALS: usize>(i128);

/// The characters that a number is written with.
#[derive(Debug, Clone, Copy)]
pub struct Spelling {
    minus: &'static str,
    group: &'static str,
    point: &'static str,
}

impl Spelling {
    /// For programs: `-1112538.88`.
    pub const PLAIN: Self = Self { minus: "-", group: "", point: "." };
    /// Numbers in German, with the minus sign U+2212: `−1.112.538,88`.
    pub const GERMAN: Self = Self { minus: "−", group: ".", point: "," };
}

impl<const DECIMALS: usize> Fixed<DECIMALS> {
    /// How many parts make a whole.
    pub const ONE: i128 = {
        let (mut parts, mut left) = (1, DECIMALS);
        while left > 0 {
            parts *= 10;
            left -= 1;
        }
        parts
    };

    /// A number of so many parts.
    pub const fn new(parts: i128) -> Self {
        Self(parts)
    }

    /// The quotient of two whole numbers, rounded half up once; the second is above zero.
    pub const fn quotient(part: i128, whole: i128) -> Self {
        Self(rounded(part.saturating_mul(Self::ONE), whole))
    }

    /// The number in parts.
    pub const fn parts(self) -> i128 {
        self.0
    }

    /// The sum of two numbers; stays at the end of the range instead of turning round, which no data can reach.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference of two numbers, bounded as [`Fixed::plus`].
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Reads a number such as `-1112538.88` exactly; `None` where it has more decimals than fit, an exponent, or is too
    /// large.
    pub fn parse(number: &str) -> Option<Self> {
        let (sign, digits) = number.strip_prefix('-').map_or((1, number), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > DECIMALS {
            return None;
        }
        let parts: i128 = format!("{whole}{fraction:0<DECIMALS$}").parse().ok()?;
        Some(Self(sign * parts))
    }

    /// All decimals.
    pub fn full(self, spelling: Spelling) -> String {
        self.spelled(spelling, DECIMALS, DECIMALS)
    }

    /// No more decimals than the number needs.
    pub fn short(self, spelling: Spelling) -> String {
        self.spelled(spelling, 0, DECIMALS)
    }

    /// From `least` to `most` decimals: further ones are cut off, and zeros at the end left out.
    pub fn spelled(self, spelling: Spelling, least: usize, most: usize) -> String {
        let (size, one) = (self.0.unsigned_abs(), Self::ONE.unsigned_abs());
        let mut decimals = format!("{:0DECIMALS$}", size % one);
        decimals.truncate(most);
        while decimals.len() > least && decimals.ends_with('0') {
            decimals.pop();
        }
        let sign = if self.0 < 0 { spelling.minus } else { "" };
        let point = if decimals.is_empty() { "" } else { spelling.point };
        format!("{sign}{}{point}{decimals}", grouped(size / one, spelling.group))
    }
}

/// A quotient rounded half up; stays at the end of the range, which no data can reach.
pub(crate) const fn rounded(part: i128, whole: i128) -> i128 {
    part.saturating_mul(2).saturating_add(whole).div_euclid(whole.saturating_mul(2))
}

/// Digits in groups of three.
pub(crate) fn grouped(number: u128, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_is_exact_is_read() {
        for bad in ["1.234", "1e3", "", "-", ".5", "1,5", "9999999999999999999999999999999999999999"] {
            assert_eq!(Fixed::<2>::parse(bad), None, "{bad}");
        }
        assert_eq!(Fixed::<6>::parse("0.1234567"), None);
        assert_eq!(Fixed::<6>::parse("0.123456"), Some(Fixed::new(123_456)));
    }

    #[test]
    fn decimals_are_cut_off_and_left_out() {
        let number = Fixed::<6>::new(-1_219_730_000);
        assert_eq!(number.short(Spelling::PLAIN), "-1219.73");
        assert_eq!(number.full(Spelling::GERMAN), "−1.219,730000");
        assert_eq!(number.spelled(Spelling::GERMAN, 1, 1), "−1.219,7");
        assert_eq!(number.spelled(Spelling::GERMAN, 3, 6), "−1.219,730");
        assert_eq!(Fixed::<6>::new(2_000_000).short(Spelling::GERMAN), "2");
    }

    #[test]
    fn a_quotient_is_rounded_half_up_once() {
        let tenths = |part, whole| Fixed::<1>::quotient(part, whole).parts();
        assert_eq!([tenths(1, 20), tenths(-1, 20), tenths(-3, 20), tenths(67_448, 1_000)], [1, 0, -1, 674]);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn what_is_written_is_read_back(parts in -1_000_000_000_000_000i128..=1_000_000_000_000_000) {
            let (two, six) = (Fixed::<2>::new(parts), Fixed::<6>::new(parts));
            for text in [two.full(Spelling::PLAIN), two.short(Spelling::PLAIN)] {
                prop_assert_eq!(Fixed::parse(&text), Some(two));
            }
            for text in [six.full(Spelling::PLAIN), six.short(Spelling::PLAIN)] {
                prop_assert_eq!(Fixed::parse(&text), Some(six));
            }
        }

        #[test]
        fn difference_undoes_sum(a in -1_000_000_000_000_000i128..=1_000_000_000_000_000, b in -1_000_000_000_000_000i128..=1_000_000_000_000_000) {
            let (a, b) = (Fixed::<2>::new(a), Fixed::<2>::new(b));
            prop_assert_eq!(a.plus(b).minus(b), a);
        }

        #[test]
        fn a_quotient_is_within_half_a_part(part in -1_000_000_000_000i128..=1_000_000_000_000, whole in 1i128..=1_000_000_000) {
            let off = Fixed::<1>::quotient(part, whole).parts() * whole - part * 10;
            prop_assert!(-whole < 2 * off && 2 * off <= whole);
        }
    }
}
