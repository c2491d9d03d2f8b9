# How long the first command after the import takes on a server; MLFLOW_TRACKING_URI names it. Prints the milliseconds that passed, and those that
# the processors worked, which depend less on what else the machine does.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$before = $process.TotalProcessorTime
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$null = Get-MlExperiment -ExperimentId 0
$watch.Stop()
$process.Refresh()
$worked = ($process.TotalProcessorTime - $before).TotalMilliseconds
[Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0:R} {1:R}', $watch.Elapsed.TotalMilliseconds, $worked))
