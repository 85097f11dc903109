"""The business number of the fake, and the account and app it belongs to."""

NUMBER = "15550783881"
NUMBER_ID = "106540352242922"
ACCOUNT = "102290129340398"
APP = "670843887433847"
