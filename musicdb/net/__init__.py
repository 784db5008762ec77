"""One port for all: WebSocket clients, pages, music and pictures. The only room that knows Twisted and Autobahn."""
