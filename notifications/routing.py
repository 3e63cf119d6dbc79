"""Paths of the sockets."""

from django.urls import path

from notifications.consumers import InboxConsumer

websocket_urlpatterns = [path("ws/", InboxConsumer.as_asgi())]
