"""How people sign in: accounts are given by an administrator, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in only, with sentences in Vietnamese."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
        "too_many_login_attempts": "Đã thử sai nhiều lần. Đăng nhập lại sau 15 phút.",
        "account_inactive": "Tài khoản này đã ngừng sử dụng. Liên hệ Văn phòng.",
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        return False
