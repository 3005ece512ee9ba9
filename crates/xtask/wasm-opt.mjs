// wasm-opt on many modules in one go: as a program of its own it is started, and itself compiled, anew for each.
// node wasm-opt.mjs BINARYEN LEVEL MODULE…: BINARYEN is the npm package's directory, LEVEL -Oz or -O3; each module is written in its place.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, level, ...modules] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(join(directory, "index.js")));
// They mean the same to it: how far it goes for speed, how far for size.
const [speed, size] = { "-Oz": [2, 2], "-O3": [3, 0] }[level];
binaryen.setOptimizeLevel(speed);
binaryen.setShrinkLevel(size);
// A function with one caller is put into it only if it is small. In what is large already it would save a call and compress worse.
binaryen.setOneCallerInlineMaxSize(30);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);
// What the compiler uses, and no more: browsers do not read all yet.
const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, Multivalue, ReferenceTypes, SIMD128 } = binaryen.Features;
const features = BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | Multivalue | ReferenceTypes | SIMD128;
for (const path of modules) {
  const module = binaryen.readBinaryWithFeatures(readFileSync(path), features);
  module.optimize();
  writeFileSync(path, module.emitBinary());
  module.dispose();
}
