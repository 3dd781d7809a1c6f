//! The accent colour of a municipality, so that it can be read: darker on white, lighter on black. Whole numbers only.

/// The lightest ground on which the accent stands in the light, and the darkest in the dark; those of `stil.css`.
const LIGHT: [u8; 3] = [0xf2, 0xf4, 0xf6];
const DARK: [u8; 3] = [0x26, 0x2b, 0x31];

/// The least contrast of texts, in hundredths; a little above 4.5, since grounds are rounded.
const LEAST: u64 = 460;

/// Steps from the colour itself to black or white.
const STEPS: u16 = 64;

/// A colour as it stands in view data: `#rrggbb`.
pub(super) fn parse(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The accent as texts in the light and in the dark have it.
pub(super) fn readable(accent: [u8; 3]) -> [String; 2] {
    [towards(accent, [0; 3], LIGHT), towards(accent, [255; 3], DARK)].map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}"))
}

/// The first mixture that is apart enough from the ground.
fn towards(colour: [u8; 3], end: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let mixed = |step| mixture(colour, end, step);
    (0..=STEPS).map(mixed).find(|mixed| contrast(*mixed, ground) >= LEAST).unwrap_or(end)
}

fn mixture(from: [u8; 3], to: [u8; 3], step: u16) -> [u8; 3] {
    let [a, b, c] = [0, 1, 2].map(|at: usize| {
        let part = |colour: [u8; 3]| u16::from(colour.get(at).copied().unwrap_or_default());
        u8::try_from((part(from) * (STEPS - step) + part(to) * step) / STEPS).unwrap_or(u8::MAX)
    });
    [a, b, c]
}

/// The contrast of two colours in hundredths, from 100 to 2100.
fn contrast(a: [u8; 3], b: [u8; 3]) -> u64 {
    let (a, b) = (luminance(a), luminance(b));
    let (light, dark) = (a.max(b), a.min(b));
    100 * (light + UNIT / 20) / (dark + UNIT / 20)
}

/// White in units of luminance.
const UNIT: u64 = 1_000_000;

fn luminance([red, green, blue]: [u8; 3]) -> u64 {
    (2126 * linear(red) + 7152 * linear(green) + 722 * linear(blue)) / 10_000
}

/// The light of a part of a colour: `((c + 0.055) / 1.055)^2.4`, and `c / 12.92` where that is very dark.
fn linear(part: u8) -> u64 {
    let part = u64::from(part);
    if part <= 10 {
        return part * UNIT * 100 / (255 * 1292);
    }
    // The twelfth power in fixed point, and its fifth root: 2.4 is 12 ÷ 5.
    const ONE: u128 = 1_000_000_000_000;
    let base = (u128::from(part) * 1000 + 55 * 255) * ONE / (1055 * 255);
    let times = |a: u128, b: u128| a * b / ONE;
    let cube = times(times(base, base), base);
    let sixth = times(cube, cube);
    let twelfth = times(sixth, sixth);
    let fifth = |root: u64| {
        let root = u128::from(root) * ONE / u128::from(UNIT);
        let square = times(root, root);
        times(times(square, square), root)
    };
    let (mut low, mut high) = (0, UNIT);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fifth(middle) <= twelfth { low = middle } else { high = middle - 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: [u8; 3] = [255; 3];

    #[test]
    fn contrasts_are_those_of_the_standard() {
        for (colour, expected) in
            [("#767676", 454), ("#000000", 2100), ("#ffffff", 100), ("#00549f", 758), ("#ff0000", 399)]
        {
            let found = contrast(parse(colour).unwrap(), WHITE);
            assert!(found.abs_diff(expected) <= 2, "{colour}: {found}");
        }
    }

    #[test]
    fn every_accent_can_be_read() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let [light, dark] = readable([red, green, blue]).map(|text| parse(&text).unwrap());
                    assert!(contrast(light, LIGHT) >= 450 && contrast(light, WHITE) >= 450, "{light:?}");
                    assert!(contrast(dark, DARK) >= 450, "{dark:?}");
                }
            }
        }
        assert_eq!(readable(parse("#00549f").unwrap())[0], "#00549f", "what can be read stays");
        assert_eq!(parse("#00549"), None);
        assert_eq!(parse("#00549f;}"), None);
    }
}
