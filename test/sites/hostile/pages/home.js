$w.onReady(() => undefined);
