# How long the first command after the import takes; MLFLOW_TRACKING_URI names the new file. Prints milliseconds.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$null = New-MlExperiment first
$watch.Stop()
[Console]::Out.WriteLine($watch.Elapsed.TotalMilliseconds.ToString('R', [cultureinfo]::InvariantCulture))
