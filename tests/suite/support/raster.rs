//! Pages as pixels.

use std::io::Cursor;

use ratsbericht::typeset::{Engine, Job};
use typst::utils::Scalar;
use typst_render::RenderOptions;

/// The pixels of a page, from the upper left corner, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) width: usize,
    pub(crate) height: usize,
    rgb: Vec<[u8; 3]>,
}

/// The pages of a paper, those with the given indices, at a resolution.
pub(crate) fn pages(engine: &Engine, job: Job<'_>, dpi: u32, wanted: impl Fn(usize) -> bool) -> Vec<Raster> {
    let document = engine.lay_out(job).unwrap_or_else(|error| panic!("{:?}", error.messages));
    #[expect(clippy::float_arithmetic, reason = "pixels per point, as the renderer asks for them")]
    let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(dpi) / 72.0), render_bleed: false };
    let pages = document.pages().iter().enumerate().filter(|(i, _)| wanted(*i));
    let render = |(_, page)| {
        let pixmap = typst_render::render(page, &options);
        let rgb = pixmap.data().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Raster { width: pixmap.width() as usize, height: pixmap.height() as usize, rgb }
    };
    pages.map(render).collect()
}

impl Raster {
    /// The colour in the middle.
    pub(crate) fn middle(&self) -> [u8; 3] {
        self.rgb[self.height / 2 * self.width + self.width / 2]
    }

    /// The lightness of all pixels, row by row.
    pub(crate) fn greys(&self) -> Vec<u8> {
        (0..self.height).flat_map(|y| (0..self.width).map(move |x| self.grey(x, y))).collect()
    }

    /// The lightness of a pixel as a grey printer prints it, from 0 to 255.
    pub(crate) fn grey(&self, x: usize, y: usize) -> u8 {
        let [red, green, blue] = self.rgb[y * self.width + x].map(u32::from);
        u8::try_from((299 * red + 587 * green + 114 * blue) / 1000).expect("a mean of bytes")
    }

    /// The picture as a grey PNG with sixteen shades, which keeps it small.
    pub(crate) fn to_png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let size = |pixels: usize| u32::try_from(pixels).expect("a page");
        let mut encoder = png::Encoder::new(&mut bytes, size(self.width), size(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let row = |y: usize| {
            let shade = move |x: usize| if x < self.width { self.grey(x, y) / 16 } else { 0 };
            (0..self.width).step_by(2).map(move |x| shade(x) << 4 | shade(x + 1))
        };
        let data: Vec<u8> = (0..self.height).flat_map(row).collect();
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&data).expect("pixels");
        writer.finish().expect("an end");
        bytes
    }

    /// A stored picture.
    pub(crate) fn from_png(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut data = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut data).expect("pixels");
        let rgb = data[..info.buffer_size()].iter().map(|grey| [*grey; 3]).collect();
        Self { width: info.width as usize, height: info.height as usize, rgb }
    }

    /// How many pixels in ten thousand differ clearly in grey; all, where the sizes differ.
    pub(crate) fn differing(&self, other: &Self) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return 10_000;
        }
        let pixels = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let different = pixels.filter(|(x, y)| self.grey(*x, *y).abs_diff(other.grey(*x, *y)) > 40).count();
        different * 10_000 / self.rgb.len()
    }
}
