# How long the first command after the import takes; MLFLOW_TRACKING_URI names the new file. Prints the milliseconds that passed, and those that
# the processors worked, which depend less on what else the machine does.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$before = $process.TotalProcessorTime
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$null = New-MlExperiment first
$watch.Stop()
$process.Refresh()
$worked = ($process.TotalProcessorTime - $before).TotalMilliseconds
[Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0:R} {1:R}', $watch.Elapsed.TotalMilliseconds, $worked))
