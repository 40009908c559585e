//! Any page of rules, tables and applications: what can be checked is compiled and written as a book, and the applications decided,
//! together with one that says nothing.

use super::page::Page;
use super::stages::{MODULES, decided, loaded, written};

pub(super) fn run(bytes: &[u8]) {
    let page = Page::read(bytes);
    let Some((program, sources)) = loaded(&page.library(&MODULES)) else {
        return;
    };
    written(&program);
    let nothing: &[u8] = b"{}";
    let applications = page.applications.iter().map(Vec::as_slice).take(4);
    for application in applications.chain([nothing]) {
        decided(&program, &sources, application);
    }
}
