@{
    RootModule             = 'module/MlTrack.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '7d0f2c4e-52c8-4b0a-9a53-1f6c1c8e2b7d'
    Author                 = 'MlTrack contributors'
    CompanyName            = 'MlTrack contributors'
    Copyright              = '(c) MlTrack contributors. MIT license.'
    Description            = 'Experiment tracking for PowerShell and .NET on MLflow''s own database schema: log params, metrics, tags and artifacts of runs, find them again and report on them, side by side with MLflow on the same data.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('module/MlTrack.Format.ps1xml')
    TypesToProcess         = @('module/MlTrack.Types.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Add-MlArtifact'
        'Add-MlDataset'
        'Add-MlMetric'
        'Add-MlModel'
        'Add-MlParam'
        'Compare-MlRun'
        'Copy-MlModelVersion'
        'Find-MlExperiment'
        'Find-MlModel'
        'Find-MlModelVersion'
        'Find-MlRun'
        'Get-MlArtifact'
        'Get-MlExperiment'
        'Get-MlMetric'
        'Get-MlModel'
        'Get-MlModelInfo'
        'Get-MlModelVersion'
        'Get-MlRun'
        'Get-MlTrackingUri'
        'Measure-MlExperiment'
        'New-MlExperiment'
        'New-MlModel'
        'Optimize-MlDatabase'
        'Register-MlModel'
        'Remove-MlExperiment'
        'Remove-MlModel'
        'Remove-MlModelAlias'
        'Remove-MlModelVersion'
        'Remove-MlRun'
        'Remove-MlTag'
        'Rename-MlExperiment'
        'Rename-MlModel'
        'Restore-MlExperiment'
        'Restore-MlRun'
        'Save-MlArtifact'
        'Save-MlModelVersion'
        'Set-MlModel'
        'Set-MlModelAlias'
        'Set-MlModelVersion'
        'Set-MlRun'
        'Set-MlTag'
        'Set-MlTrackingUri'
        'Start-MlRun'
        'Stop-MlRun'
        'Test-MlConnection'
        'Use-MlExperiment'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('MLflow', 'MachineLearning', 'ExperimentTracking', 'MLOps', 'SQLite', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
