// Tables of LevelDB (the browser's IndexedDB): their blocks, unpacked from Snappy.

const MAGIC = 0xdb4775248b80fb57n;
const TRAILER = 5;

// A number in groups of seven bits; gives it and where it ends.
function varint(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

// A Snappy block.
export function unsnapped(bytes) {
  let [length, at] = varint(bytes, 0);
  const out = Buffer.alloc(length);
  let end = 0;
  while (at < bytes.length) {
    const tag = bytes[at++];
    if ((tag & 3) === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const width = size - 59;
        size = bytes.readUIntLE(at, width);
        at += width;
      }
      size += 1;
      bytes.copy(out, end, at, at + size);
      at += size;
      end += size;
      continue;
    }
    let size, back;
    if ((tag & 3) === 1) {
      size = ((tag >> 2) & 7) + 4;
      back = ((tag >> 5) << 8) | bytes[at++];
    } else {
      size = (tag >> 2) + 1;
      const width = (tag & 3) === 2 ? 2 : 4;
      back = bytes.readUIntLE(at, width);
      at += width;
    }
    for (let left = size; left > 0; left -= 1, end += 1) out[end] = out[end - back];
  }
  return out;
}

function block(table, offset, size) {
  const content = table.subarray(offset, offset + size);
  return table[offset + size] === 1 ? unsnapped(content) : content;
}

// Where the blocks are that an index block names.
function* handles(index) {
  const restarts = index.readUInt32LE(index.length - 4);
  const end = index.length - 4 * (restarts + 1);
  for (let at = 0; at < end; ) {
    let own, value;
    [, at] = varint(index, at);
    [own, at] = varint(index, at);
    [value, at] = varint(index, at);
    const [offset, next] = varint(index, at + own);
    yield [offset, varint(index, next)[0]];
    at += own + value;
  }
}

// The blocks of a file that is such a table, unpacked; nothing of any other.
export function unpacked(file) {
  if (file.length < 48 || file.readBigUInt64LE(file.length - 8) !== MAGIC) return [];
  let at = file.length - 48;
  [, at] = varint(file, at);
  [, at] = varint(file, at);
  let offset, size;
  [offset, at] = varint(file, at);
  [size, at] = varint(file, at);
  return [...handles(block(file, offset, size))].filter(([offset, size]) => offset + size + TRAILER <= file.length).map(([offset, size]) => block(file, offset, size));
}
