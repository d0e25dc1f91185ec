"""`reader serve`: LibreTranslate's API and a reading page, on one translator.

`app` puts the routes together; `asked` says what a request wants, `service` does it, `refusals`
says why not, in LibreTranslate's words.
"""
