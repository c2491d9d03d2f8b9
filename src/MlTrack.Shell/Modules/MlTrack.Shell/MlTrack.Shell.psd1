@{
    # The commands of PowerShell's utility and management modules that a bare engine lacks. Listed one by one, so that runspaces which
    # start with the engine alone find them by name without loading them first.
    RootModule        = '../../MlTrack.Shell.dll'
    ModuleVersion     = '0.1.0'
    GUID              = 'c1f3a0f6-2f0e-4c39-8f5e-1d8b8d1b6f42'
    Author            = 'MlTrack contributors'
    CompanyName       = 'MlTrack contributors'
    Copyright         = '(c) MlTrack contributors. MIT license.'
    Description       = 'Stand-ins for PowerShell''s utility and management commands, for machines without PowerShell. No part of MlTrack.'
    PowerShellVersion = '7.6'
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
    CmdletsToExport   = @(
        'ConvertFrom-Csv'
        'ConvertFrom-Json'
        'ConvertTo-Csv'
        'ConvertTo-Json'
        'Export-Csv'
        'Format-List'
        'Format-Table'
        'Get-Date'
        'Group-Object'
        'Import-Csv'
        'Measure-Object'
        'New-Object'
        'Out-File'
        'Out-String'
        'Select-Object'
        'Sort-Object'
        'Start-Sleep'
        'Write-Debug'
        'Write-Error'
        'Write-Host'
        'Write-Information'
        'Write-Output'
        'Write-Progress'
        'Write-Verbose'
        'Write-Warning'
    )
}
