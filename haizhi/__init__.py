"""海智: the platform for founding, judging and looking after Chongqing's 海智工作站."""
