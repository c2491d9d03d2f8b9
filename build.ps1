<#
.SYNOPSIS
    Builds, tests, analyses, documents and packages MlTrack.
.DESCRIPTION
    A thin layer over dotnet and PowerShell modules. The layout of the module is not decided here: MlTrack.PowerShell's own build makes
    module/bin, so that 'dotnet build' alone gives a module that imports.
.PARAMETER Task
    What to do: Build, Test (xUnit, then Pester), Pester (alone, on the clone and on the package if there is one), Analyze (formatting and PSScriptAnalyzer), Docs (en-US from docs/en-US,
    needs Microsoft.PowerShell.PlatyPS), Package (out/MlTrack/<version>).
.PARAMETER Configuration
    Debug or Release.
.EXAMPLE
    ./build.ps1 -Task Build, Test
.EXAMPLE
    ./build.ps1 -Task Package -Configuration Release
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Docs', 'Package')]
    [string[]] $Task = @('Build', 'Test', 'Analyze'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'MlTrack.psd1')).ModuleVersion

function Invoke-Tool {
    # Runs a program and makes its failure ours.
    param([string] $Name, [string[]] $Argument)

    & $Name @Argument
    if ($LASTEXITCODE -ne 0) {
        $shown = $Argument.Where({ $_ -notmatch '\n' }) -join ' '
        throw "'$Name $shown' ended with exit code $LASTEXITCODE."
    }
}

function Invoke-Build {
    Invoke-Tool dotnet @('build', (Join-Path $root 'MlTrack.sln'), '-c', $Configuration)
}

function Invoke-PesterOn {
    # Runs the Pester tests on one copy of the module, in a process of its own, since a process keeps the first copy that it loads.
    param([string] $Manifest, [string] $Pester)

    $command = {
        param($Manifest, $Tests, $Pester)
        $env:MLTRACK_TEST_MODULE = $Manifest
        Import-Module $Pester
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $Tests
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'Normal'
        $result = Invoke-Pester -Configuration $configuration
        foreach ($skipped in $result.Skipped) {
            "Skipped: $($skipped.ExpandedPath) $($skipped.ErrorRecord | ForEach-Object { $_.Exception.Message })"
        }
        "Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
        exit [Math]::Min(1, $result.FailedCount + $result.FailedContainersCount)
    }
    # As a .NET tool PowerShell's process is dotnet's own: the name on the PATH starts it rightly in both cases.
    Invoke-Tool pwsh @(
        '-NoProfile', '-NonInteractive', '-Command', "& { $command } '$Manifest' '$(Join-Path $root 'tests/Pester')' '$Pester'")
}

function Find-Pester {
    # The installed Pester 5, or the one from NuGet.
    $installed = Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 } | Select-Object -First 1
    if ($installed) {
        return $installed.Path
    }

    $packages = Join-Path $root 'out/packages'
    $project = Join-Path $root 'tests/Pester/Pester.csproj'
    $null = Invoke-Tool dotnet @('restore', $project, "-p:RestorePackagesPath=$packages")
    (Get-Item -Path (Join-Path $packages 'pester/5.*/tools/Pester.psd1')).FullName
}

function Invoke-Test {
    Invoke-Tool dotnet @('test', (Join-Path $root 'MlTrack.sln'), '-c', $Configuration)
    Invoke-PesterTest
}

function Invoke-PesterTest {
    $pester = Find-Pester
    $env:MLTRACK_CONFIGURATION = $Configuration
    Invoke-PesterOn (Join-Path $root 'MlTrack.psd1') $pester
    $package = Join-Path $root "out/MlTrack/$version/MlTrack.psd1"
    if (Test-Path -LiteralPath $package) {
        Invoke-PesterOn $package $pester
    }
}

function Invoke-Analyze {
    Invoke-Tool dotnet @('format', (Join-Path $root 'MlTrack.sln'), '--verify-no-changes', '--no-restore')
    if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
        Write-Warning 'PSScriptAnalyzer is not installed: the scripts are not analysed.'
        return
    }

    $findings = foreach ($path in 'build.ps1', 'MlTrack.psd1', 'docs', 'module', 'examples', 'tests/Pester') {
        # A folder may have settings of its own, which say why.
        $own = Join-Path $root "$path/PSScriptAnalyzerSettings.psd1"
        $settings = if (Test-Path -LiteralPath $own) { $own } else { Join-Path $root 'PSScriptAnalyzerSettings.psd1' }
        Invoke-ScriptAnalyzer -Path (Join-Path $root $path) -Settings $settings -Recurse |
            Where-Object { $_.ScriptPath -notlike '*/bin/*' }
    }
    $findings | Format-Table -AutoSize Severity, RuleName, ScriptName, Line, Message | Out-String -Width 200
    if ($findings) {
        throw "PSScriptAnalyzer has $(@($findings).Count) findings."
    }
}

function Invoke-Help {
    & (Join-Path $root 'docs/Convert-Help.ps1')
}

function Invoke-Package {
    Invoke-Tool dotnet @('build', (Join-Path $root 'src/MlTrack.PowerShell'), '-c', 'Release')
    $target = Join-Path $root "out/MlTrack/$version"
    if (Test-Path -LiteralPath $target) {
        Remove-Item -Recurse -Force -LiteralPath $target
    }

    $null = New-Item -ItemType Directory -Path $target
    foreach ($path in 'MlTrack.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'ThirdPartyNotices.txt', 'en-US') {
        Copy-Item -Recurse -Path (Join-Path $root $path) -Destination $target
    }

    $null = New-Item -ItemType Directory -Path (Join-Path $target 'module/bin')
    Copy-Item -Path (Join-Path $root 'module/MlTrack.*') -Destination (Join-Path $target 'module')
    Copy-Item -Recurse -Path (Join-Path $root 'module/bin/Release') -Destination (Join-Path $target 'module/bin')
    Get-Item -LiteralPath $target
}

$steps = [ordered]@{
    Build   = 'Invoke-Build'
    Docs    = 'Invoke-Help'
    Package = 'Invoke-Package'
    Test    = 'Invoke-Test'
    Pester  = 'Invoke-PesterTest'
    Analyze = 'Invoke-Analyze'
}
foreach ($step in $steps.GetEnumerator()) {
    if ($step.Key -in $Task) {
        & $step.Value
    }
}
