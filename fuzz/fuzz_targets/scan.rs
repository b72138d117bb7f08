#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| claimgraph_fuzz::scan(text));
