"""A person at a browser: what is done on the pages, in the words of the pages."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect


class Desk:
    """One signed-in person; `errors` collects what the browser complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.errors.append(said.text)
                if said.type == "error" and "Content Security Policy" in said.text
                else None
            ),
        )

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(self.page.locator("#live")).to_have_attribute("data-live", "on")

    def open(self, path: str) -> None:
        """Open a page and wait until its socket lives."""
        self.page.goto(path)
        expect(self.page.locator("#live")).to_have_attribute("data-live", "on")

    def click(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def approve(self) -> None:
        """Two taps: open, confirm."""
        self.page.locator(".decide summary", has_text="Duyệt").first.click()
        self.click("Duyệt hoàn thành")

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    # -- Nhập văn bản ----------------------------------------------------------

    def upload(self, path: Path) -> None:
        self.open("/van-ban/nhap/")
        self.page.set_input_files("[name=file]", str(path))
        self.page.check("[name=declared]")
        self.click("Đọc văn bản")
        self.page.wait_for_url(re.compile(r"/van-ban/\d+/"), timeout=60_000)

    def card(self, ordinal: str) -> Locator:
        """The card of one item, opened."""
        card = self.page.locator(".xcard").filter(
            has=self.page.locator(".t", has_text=f"{ordinal}. ")
        )
        details = card.locator("details")
        # After an answer the page itself opens the next question, in its own time; a
        # click at that moment would close it again, so look until it stays open.
        for _ in range(10):
            self.page.wait_for_timeout(250)
            if details.evaluate("d => d.open"):
                break
            card.locator("summary").click()
        expect(details).to_have_js_property("open", True)
        return card

    def settle(
        self, ordinal: str, *, lead: str = "", leader: str = "", reason: str = ""
    ) -> None:
        """Answer what the paper leaves open about one item."""
        card = self.card(ordinal)
        if lead:
            chips = card.locator("[data-leads] label")
            chips.filter(has_text=lead).first.click()
        if leader:
            select = card.locator("[name=directing_leader]")
            label = select.locator("option", has_text=leader).inner_text()
            select.select_option(label=label)
        if reason:
            card.locator("[name=reason]").select_option(index=1)
        card.get_by_role("button", name="Xong, xem việc kế tiếp").click()
        expect(card).not_to_have_class("xcard flag")

    def number(self, number: str, day: str) -> None:
        self.page.fill("#so-ky-hieu", number)
        self.page.fill("#ngay-ban-hanh", day)
        self.click("Ghi số và ngày")
        expect(self.page.locator("#so-ky-hieu")).to_have_value(number)

    # -- Nhiệm vụ --------------------------------------------------------------

    def state_is(self, words: str) -> None:
        """The open mission page shows this state, without a reload of ours."""
        expect(self.page.locator("main .page-head .st").first).to_have_text(words)

    def hand_in(self, text: str, file: Path | None = None, missing: str = "") -> None:
        """`missing`: why the report goes though a supporting unit has said nothing."""
        self.page.fill("#bc-noi-dung", text)
        if missing:
            self.page.fill("#bc-thieu", missing)
        if file is not None:
            self.page.set_input_files("#bc-tep", str(file))
        self.page.locator("#nop-bao-cao").get_by_role(
            "button", name="Nộp báo cáo"
        ).click()

    def give_reason(self, act: str, words: str, kind: str = "") -> None:
        """Open the sheet of an act, write the words, send them."""
        self.page.locator(".decide summary", has_text=act).first.click()
        sheet = self.page.locator(".decide details[open] form")
        if kind:
            sheet.get_by_text(kind, exact=True).click()
        sheet.locator("textarea").first.fill(words)
        sheet.locator("button[type=submit]").click()

    def do(self, act: str, **fields: str) -> None:
        """Open the form that stands under these words, fill it in, send it."""
        place = f'//main//summary[contains(normalize-space(.), "{act}")]/..'
        details = self.page.locator(f"xpath={place}").first
        if not details.evaluate("d => d.open"):
            details.locator("summary").first.click()
        form = details.locator("form").first
        for name, value in fields.items():
            form.locator(f"[name={name}]").first.fill(value)
        form.locator("button[type=submit]").first.click()
