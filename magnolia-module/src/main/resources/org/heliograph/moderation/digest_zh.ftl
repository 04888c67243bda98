${from} 至 ${until} 共收到 ${received} 条留言。

其中疑似垃圾、待审核：${held}

目前待处理：
新留言：${new}
待审核：${heldNow}
已分类：${triaged}
已分派：${assigned}
已逾期：${overdue}
