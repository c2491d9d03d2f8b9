@{
    RootModule           = 'EmptyModule.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '2b8f6a0e-7c1d-4f55-8a53-5d7a1f0c9e21'
    Author               = 'MlTrack contributors'
    CompanyName          = 'MlTrack contributors'
    Copyright            = '(c) MlTrack contributors. MIT license.'
    Description          = 'The least that a compiled module can be, to know what an import costs by itself.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @('Get-Nothing')
}
