"""PDF files as a real browser prints them."""

from collections.abc import Mapping

from playwright.sync_api import sync_playwright

from project.bootstrap import browser

# Chromium looks for its maker's services unless told not to; there is no network here.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MARGINS = {"top": "2cm", "bottom": "2cm", "left": "3cm", "right": "2cm"}
PAGE_NUMBER = (
    "<div style='font-size:9pt;width:100%;text-align:center'>"
    "<span class=pageNumber></span></div>"
)


def printed(pages: Mapping[str, str]) -> dict[str, bytes]:
    """Name → PDF of each page of HTML, with a page number at the foot."""
    # Opened and closed at once: an open Playwright keeps an event loop on the thread.
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=browser.find(), args=QUIET)
        page = chrome.new_page()
        files: dict[str, bytes] = {}
        for name, html in pages.items():
            page.set_content(html)
            files[name] = page.pdf(
                format="A4",
                margin=MARGINS,  # type: ignore[arg-type]
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=PAGE_NUMBER,
            )
        chrome.close()
    return files
