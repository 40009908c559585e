//! Sixteen bytes at a time.

use wide::u8x16;

/// Sixteen bytes of an application; zeros after its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block([u8; 16]);

/// A bit for each byte of a block, the first byte's lowest.
pub(super) type Bits = u32;

/// All bytes of a block.
const ALL: Bits = 0xFFFF;

impl Block {
    /// The bytes from a place on.
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        match bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(chunk) => Self(*chunk),
            None => Self(last(bytes, at)),
        }
    }

    /// The bytes as a number, the first one lowest, without those from `len` on.
    #[inline(always)]
    pub(super) fn first(self, len: usize) -> u128 {
        let mask = PREFIXES.get(len).copied().unwrap_or(u128::MAX);
        u128::from_le_bytes(self.0) & mask
    }

    /// The bytes that are the same as the other block's.
    #[inline(always)]
    pub(super) fn same(self, other: Self) -> Bits {
        u8x16::new(self.0).simd_eq(u8x16::new(other.0)).to_bitmask()
    }

    /// What a string can't hold as it is: `"`, `\` and control characters.
    #[inline(always)]
    pub(super) fn stops(self) -> Bits {
        let bytes = u8x16::new(self.0);
        let quote = bytes.simd_eq(u8x16::splat(b'"'));
        let escape = bytes.simd_eq(u8x16::splat(b'\\'));
        let control = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
        (quote | escape | control).to_bitmask()
    }

    /// The bytes that are not ASCII.
    #[inline(always)]
    pub(super) fn high(self) -> Bits {
        u8x16::new(self.0).to_bitmask()
    }

    /// Whether all that is not ASCII before the first stop are characters from U+0080 to U+02FF, in two bytes each: they are
    /// valid, and in normal form NFC whatever they stand beside. `carry` is 1 when the block before ended in the middle of one; so
    /// is what comes back. `None`: it is something else.
    #[inline(always)]
    pub(super) fn latin(self, stops: Bits, carry: Bits) -> Option<Bits> {
        let bytes = u8x16::new(self.0);
        let before = stops.wrapping_sub(1) & !stops & ALL;
        let high = self.high() & before;
        let leads = bytes
            .max(u8x16::splat(0xC2))
            .min(u8x16::splat(0xCB))
            .simd_eq(bytes);
        let follows = (bytes & u8x16::splat(0xC0)).simd_eq(u8x16::splat(0x80));
        let (leads, follows) = (leads.to_bitmask() & before, follows.to_bitmask() & before);
        // A first byte just before the stop has its second nowhere: its bit is above those of `before`.
        let right = (leads | follows) == high && follows == ((leads << 1 | carry) & ALL);
        right.then_some(leads >> 15)
    }
}

/// The eight bytes from a place on, the first one lowest; zeros after the end.
#[inline(always)]
pub(super) fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => u64::from_le_bytes(last(bytes, at)),
    }
}

/// What is left of the bytes, and zeros.
#[cold]
#[inline(never)]
fn last<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut block = [0; N];
    for (to, from) in block.iter_mut().zip(bytes.get(at..).unwrap_or(&[])) {
        *to = *from;
    }
    block
}

/// For each length, the bytes of that many.
#[expect(
    clippy::indexing_slicing,
    reason = "computed when it is built, where an index beyond the end does not build"
)]
const PREFIXES: [u128; 16] = {
    let mut masks = [0; 16];
    let mut len = 0_usize;
    while len < 16 {
        masks[len] = (1_u128 << (len * 8)) - 1;
        len += 1;
    }
    masks
};
