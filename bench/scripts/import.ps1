# How long an import takes, in a process that has done nothing else. Prints the milliseconds that passed, and those that
# the processors worked, which depend less on what else the machine does.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$before = $process.TotalProcessorTime
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Manifest
$watch.Stop()
$process.Refresh()
$worked = ($process.TotalProcessorTime - $before).TotalMilliseconds
[Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0:R} {1:R}', $watch.Elapsed.TotalMilliseconds, $worked))
