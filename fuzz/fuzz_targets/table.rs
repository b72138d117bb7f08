#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claimgraph_fuzz::table(bytes));
