# How much the peak of memory grows while runs stream through a pipeline. Prints megabytes.
param([Parameter(Mandatory)] [string] $Manifest, [Parameter(Mandatory)] [string] $Database)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
Set-MlTrackingUri $Database
$null = Find-MlRun -MaxResults 1
[GC]::Collect()
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$before = $process.WorkingSet64
$count = 0
Find-MlRun -MaxResults 100000000 | ForEach-Object { $count++ }
$process.Refresh()
$growth = [Math]::Max(0, $process.PeakWorkingSet64 - $before) / 1e6
[Console]::Out.WriteLine($growth.ToString('R', [cultureinfo]::InvariantCulture))
