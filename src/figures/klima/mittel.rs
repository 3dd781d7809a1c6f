//! A mean over years, and how it is printed.

use std::cmp::Ordering;

use super::Masse;
use crate::figures::Wert;
use crate::model::{Fixed, Spelling, rounded};

/// The most decimals of a printed mass.
const MOST_DECIMALS: u32 = 6;

/// A mass of CO2 per year: what comes together over the years of use, divided by the longest of them; exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mittel {
    /// What comes together over all years.
    pub summe: Masse,
    /// Over how many years, from 1 to 100.
    pub jahre: i128,
}

impl Mittel {
    /// Which side of a limit in tonnes per year it lies on.
    pub fn against(self, grenze: i32) -> Ordering {
        self.summe.cmp(&self.over(grenze))
    }

    /// Whether it lies within five percent of a limit in tonnes per year.
    pub fn near(self, grenze: i32) -> bool {
        let limit = self.over(grenze);
        self.summe.distance(limit).times(20) <= limit
    }

    /// The value as it is printed: one decimal, or as many as it takes until `fits` holds for the printed number in
    /// millionths; where no rounding does, the nearest number on the side where it holds.
    pub fn printed(self, fits: impl Fn(i128) -> bool) -> Wert {
        let rounded = (1..=MOST_DECIMALS).map(|decimals| (self.rounded(decimals), decimals));
        let below = self.parts(MOST_DECIMALS, |parts, unit| parts / unit);
        let sides = [below, below + 1].map(|millionths| (millionths, MOST_DECIMALS));
        let printed = rounded.chain(sides).find(|(millionths, _)| fits(*millionths));
        let (millionths, decimals) = printed.unwrap_or((self.rounded(1), 1));
        Wert::Emission { millionths, decimals }
    }

    /// The value as it is printed where only nothing may look like nothing.
    pub fn wert(self) -> Wert {
        self.printed(|millionths| (millionths == 0) == self.summe.is_zero())
    }

    /// The value in German digits, exactly enough to reckon on with: up to six decimals, and a sign where it is negative.
    pub fn exact(self) -> String {
        exact(self.rounded(MOST_DECIMALS))
    }

    /// Rounded half up to some decimals, in millionths of a tonne.
    pub fn rounded(self, decimals: u32) -> i128 {
        self.parts(decimals, rounded)
    }

    /// Counts the units of the last decimal as `count` says of what is left of a tonne, and gives millionths.
    fn parts(self, decimals: u32, count: impl Fn(i128, i128) -> i128) -> i128 {
        let millionths = 10_i128.pow(MOST_DECIMALS - decimals);
        let (tonnen, parts) = self.summe.divided(self.jahre);
        let unit = Masse::PARTS_OF_MILLIONTH * millionths * self.jahre;
        tonnen * 10_i128.pow(MOST_DECIMALS) + count(parts, unit) * millionths
    }

    /// A limit per year over all years.
    fn over(self, grenze: i32) -> Masse {
        Masse::tonnen(i128::from(grenze.max(0)) * self.jahre)
    }
}

/// Millionths of a tonne in German digits, without zeros at the end.
pub(super) fn exact(millionths: i128) -> String {
    Fixed::<6>::new(millionths).short(Spelling::GERMAN)
}
