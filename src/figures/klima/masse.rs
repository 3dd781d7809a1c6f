//! Exact masses of CO2.

use crate::model::{Dezimal, Energiemenge, Faktor};

/// How many parts of a mass make a tonne.
const PARTS: i128 = 1_000_000_000_000_000_000;

/// A mass of CO2, never negative: whole tonnes, and a rest in 10⁻¹⁸ t.
///
/// One number of the smallest part would not hold the largest inputs: 10¹² MWh at 10¹² kg each, over 100 years and
/// 20,000 rows, are 2·10³⁰ t.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Masse {
    tonnen: i128,
    rest: i128,
}

impl Masse {
    /// So many whole tonnes.
    pub fn tonnen(tonnen: i128) -> Self {
        Self { tonnen, rest: 0 }
    }

    /// So many millionths of a tonne.
    pub fn millionths(millionths: i128) -> Self {
        let (tonnen, rest) = (millionths / Dezimal::ONE, millionths % Dezimal::ONE);
        Self { tonnen, rest: rest * (PARTS / Dezimal::ONE) }
    }

    /// What a quantity comes to in one year by a factor of its kind; without one, it is a mass of CO2 already.
    pub fn of(zeile: &Energiemenge, faktor: Option<&Faktor>) -> Self {
        let Some(faktor) = faktor else { return Self::millionths(zeile.menge.as_millionths()) };
        let ((_, mine), (_, its)) = (zeile.einheit.basis(), faktor.einheit.basis());
        // Millionths of a unit times millionths of a kilogram are 10⁻¹⁵ t.
        let product = zeile.menge.as_millionths() * faktor.wert.as_millionths();
        let parts = 1_000 * mine / its;
        let per_tonne = PARTS / parts;
        Self { tonnen: product / per_tonne, rest: product % per_tonne * parts }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self::carried(self.tonnen + other.tonnen, self.rest + other.rest)
    }

    /// How far both are apart.
    pub fn distance(self, other: Self) -> Self {
        let (more, less) = if self < other { (other, self) } else { (self, other) };
        let borrow = i128::from(more.rest < less.rest);
        Self { tonnen: more.tonnen - less.tonnen - borrow, rest: more.rest - less.rest + borrow * PARTS }
    }

    /// So many times the mass.
    pub fn times(self, count: i128) -> Self {
        Self::carried(self.tonnen * count, self.rest * count)
    }

    /// Whether there is any.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// Divides by a number of years up to 100: whole tonnes, and the parts that are left, still to be divided.
    pub(super) fn divided(self, jahre: i128) -> (i128, i128) {
        (self.tonnen / jahre, self.tonnen % jahre * PARTS + self.rest)
    }

    /// How many parts make a millionth of a tonne.
    pub(super) const PARTS_OF_MILLIONTH: i128 = PARTS / Dezimal::ONE;

    fn carried(tonnen: i128, rest: i128) -> Self {
        Self { tonnen: tonnen + rest / PARTS, rest: rest % PARTS }
    }
}
