import streamlit as st
import torch

st.title("Loss explorer")
gamma = st.slider("gamma", 0.0, 5.0, 2.0)
uploaded = st.file_uploader("checkpoint")
if uploaded:
    state = torch.load(uploaded)
    st.line_chart(state["losses"])


def show_loss(loss):
    st.metric("loss", f"{loss:.3f}")
