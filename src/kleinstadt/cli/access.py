"""The command line of access: travel times by car and on foot."""

import typer

from kleinstadt.cli.access_car import car
from kleinstadt.cli.access_walk import walk

app = typer.Typer(help="How far it is, along roads and footways of OpenStreetMap.", no_args_is_help=True)
app.command()(walk)
app.command()(car)
