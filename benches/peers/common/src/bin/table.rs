// table < measured.ndjson: what `bench` printed, as a table of ratios to the hand-written rules
use std::io::Read;
fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    println!("| engine | evaluation, hot | evaluation, cold | JSON bytes to decision line | load, µs |\n|---|---|---|---|---|");
    for line in text.lines() {
        let one: serde_json::Value = serde_json::from_str(line).unwrap();
        let figure = |key: &str| one[key].as_f64().unwrap_or(f64::NAN);
        println!("| {} | {} | {} | {} | {:.0} |", one["engine"].as_str().unwrap(), figure("x_hot"), figure("x_cold"), figure("x_e2e"), figure("load_us"));
    }
}
