"""`dibs workflow`: the kinds of ticket, drawn; and made as they are written where tickets are in the way."""
