# How long an import takes, in a process that has done nothing else. Prints milliseconds.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Manifest
$watch.Stop()
[Console]::Out.WriteLine($watch.Elapsed.TotalMilliseconds.ToString('R', [cultureinfo]::InvariantCulture))
