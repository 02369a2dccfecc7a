# Probes: a WebSocket endpoint runs on the loop, its plain dependencies in the thread pool.
import asyncio

import requests
from fastapi import Depends, FastAPI, WebSocket

app = FastAPI()


def find_user(token: str):
    return requests.get(f"https://users.example/{token}", timeout=5).json()  # SINK


@app.websocket("/chat")
async def chat(socket: WebSocket, user=Depends(find_user)):
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_json(find_user(text))  # BLOCK: requests.get


@app.websocket("/safe")
async def safe_chat(socket: WebSocket, user=Depends(find_user)):
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_json(await asyncio.to_thread(find_user, text))
