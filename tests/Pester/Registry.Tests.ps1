# The registry, models and datasets, walked as a user would. $env:MLTRACK_TEST_MODULE names the manifest of the module to test.

BeforeAll {
    $script:manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else {
        (Resolve-Path (Join-Path $PSScriptRoot '../../MlTrack.psd1')).Path
    }
    Import-Module $script:manifest
    $script:home0 = (Get-Location).Path

    function New-Store {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
        $null = New-Item -ItemType Directory -Path $folder
        Set-Location $folder
        $script:uri = if ($env:MLTRACK_TEST_URI) { $env:MLTRACK_TEST_URI -f [guid]::NewGuid().ToString('N') } else { "sqlite:///$PWD/runs.db" }
        Set-MlTrackingUri $script:uri
        if ($env:MLTRACK_TEST_RESET) {
            $null = & $env:MLTRACK_TEST_RESET
            $null = Use-MlExperiment Default
        }
    }

    function Get-Failure {
        # The id of the first error of a command, whether it ends it or not; $null for none.
        param([scriptblock] $Command)
        try {
            $records = @(& $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            if ($records) { ($records[0].FullyQualifiedErrorId -split ',')[0] }
        }
        catch {
            ($_.FullyQualifiedErrorId -split ',')[0]
        }
    }
}

AfterAll {
    Set-Location $script:home0
}

Describe 'From a run to the model in use' {
    BeforeEach {
        New-Store
        Set-Content weights.bin 'weights'
        Set-Content data.csv 'x,y', '1,2.5', '3,4'
        $run = Start-MlRun 'forest'
        $null = Add-MlDataset data.csv -Context training
        $null = Add-MlModel weights.bin -Flavor forest -InputExample @([pscustomobject]@{ x = 1; y = 2.5 })
        Add-MlMetric rmse 0.1
        Stop-MlRun
    }

    It 'a run from a search is registered, moved and fetched' {
        $version = Find-MlRun 'metrics.rmse < 0.2' | Register-MlModel churn -Alias challenger
        $version.Name, $version.Version, $version.RunId | Should -Be 'churn', 1, $run.RunId
        $version | Set-MlModelVersion -Stage Production -ArchiveExisting
        $version | Set-MlModelAlias champion
        (Get-MlModelVersion churn -Alias champion).Stage | Should -Be 'Production'
        (Save-MlModelVersion churn -Stage Production -Destination ./deployed).Name | Should -Be 'deployed'
        Get-Content ./deployed/weights.bin | Should -Be 'weights'
        (Get-MlModelInfo models:/churn/Production).Flavors.forest.data | Should -Be 'weights.bin'
        ($version | Get-MlRun).Name | Should -Be 'forest'
    }
    It 'datasets are found and shown' {
        $found = Find-MlRun "dataset.name = 'data'"
        $found.Inputs[0].Context | Should -Be 'training'
        ($found.Inputs[0].Dataset.Schema | ConvertFrom-Json).mlflow_colspec.type | Should -Be 'long', 'double'
    }
    It 'a piped version tags itself, and neither its model nor its run' {
        $version = $run | Register-MlModel churn
        $version | Set-MlTag approved yes
        (Get-MlModelVersion churn -Version 1).Tags['approved'] | Should -Be 'yes'
        (Get-MlModel churn).Tags.ContainsKey('approved') | Should -BeFalse
        (Get-MlRun $run.RunId).Tags.ContainsKey('approved') | Should -BeFalse
    }
    It 'deleted versions keep their numbers' {
        1..3 | ForEach-Object { $null = $run | Register-MlModel churn }
        Remove-MlModelVersion churn -Version 3 -Force
        ($run | Register-MlModel churn).Version | Should -Be 4
        (Get-MlModelVersion churn).Version | Should -Be 1, 2, 4
    }
    It 'versions and models survive a file and a job' {
        $run | Register-MlModel churn | Export-Clixml version.xml
        Get-MlModel churn | Export-Clixml model.xml
        Import-Clixml version.xml | Set-MlModelAlias champion
        (Import-Clixml model.xml | Get-MlModelVersion -Alias champion).Version | Should -Be 1
        $back = Start-Job { Import-Module $using:manifest; Set-MlTrackingUri $using:uri; Get-MlModelVersion churn } |
            Receive-Job -Wait -AutoRemoveJob
        ($back | Get-MlRun).RunId | Should -Be $run.RunId
    }
    It '<_> behind a pipe that receives nothing does nothing' -ForEach @(
        'New-MlModel', 'Get-MlModel', 'Set-MlModel -Description x', 'Remove-MlModel -Force', 'Rename-MlModel -NewName x', 'Register-MlModel x',
        'Get-MlModelVersion', 'Set-MlModelVersion -Stage Staging', 'Remove-MlModelVersion -Force', 'Copy-MlModelVersion -DestinationName x',
        'Save-MlModelVersion', 'Set-MlModelAlias x', 'Remove-MlModelAlias x', 'Add-MlDataset data.csv', 'Add-MlModel weights.bin -Flavor x',
        'Get-MlModelInfo') {
        $null = $run | Register-MlModel churn
        Get-Failure ([scriptblock]::Create("@() | $_")) | Should -BeNullOrEmpty
        @(Get-MlModel).Count, @(Get-MlModelVersion).Count | Should -Be 1, 1
    }
    It 'a run piped to <_> is an error and changes nothing' -ForEach @(
        'Remove-MlModel -Force', 'Set-MlModel -Description x', 'Rename-MlModel -NewName x', 'Remove-MlModelVersion -Force',
        'Set-MlModelVersion -Stage Staging') {
        $null = $run | Register-MlModel churn
        Get-Failure ([scriptblock]::Create("`$run | $_")) | Should -Be 'InvalidValue'
        (Get-MlModelVersion churn).Stage | Should -Be 'None'
    }
    It '<Command> is <Id>' -ForEach @(
        @{ Command = 'Get-MlModel nope'; Id = 'ModelNotFound' }
        @{ Command = 'Get-MlModelVersion churn -Version 9'; Id = 'ModelVersionNotFound' }
        @{ Command = 'Get-MlModelVersion churn -Alias nope'; Id = 'AliasNotFound' }
        @{ Command = 'New-MlModel churn'; Id = 'ModelExists' }
        @{ Command = 'New-MlModel a/b'; Id = 'InvalidName' }
        @{ Command = 'Set-MlModelAlias churn latest 1'; Id = 'InvalidName' }
        @{ Command = 'Set-MlModelVersion churn -Version 1 -Stage None -ArchiveExisting'; Id = 'InvalidValue' }
        @{ Command = 'Register-MlModel new ./nope'; Id = 'PathNotFound' }
        @{ Command = 'Register-MlModel new "runs:/$($run.RunId)/nope"'; Id = 'ArtifactNotFound' }
        @{ Command = 'Find-MlModel "nope = 1"'; Id = 'InvalidFilter' }
        @{ Command = 'Add-MlDataset data.csv'; Id = 'NoActiveRun' }) {
        $null = $run | Register-MlModel churn
        Get-Failure ([scriptblock]::Create($Command)) | Should -Be $Id
        @(Get-MlModel).Count | Should -Be 1
    }
    It 'removing asks for confirmation, and -WhatIf removes nothing' {
        $null = $run | Register-MlModel churn
        Remove-MlModel churn -WhatIf
        Remove-MlModelVersion churn -Version 1 -WhatIf
        @(Get-MlModelVersion churn).Count | Should -Be 1
        Remove-MlModel churn -Confirm:$false
        @(Get-MlModel).Count | Should -Be 0
    }
    It 'parallel runspaces register versions with numbers of their own' {
        $id = $run.RunId
        $null = New-MlModel churn
        $numbers = 1..20 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            ($using:id | Register-MlModel churn).Version
        } -ThrottleLimit 4
        $numbers | Sort-Object | Should -Be (1..20)
    }
    It 'names, versions and aliases complete' {
        $null = $run | Register-MlModel 'churn weekly' -Alias champion
        (TabExpansion2 'Get-MlModel chu' 15).CompletionMatches.CompletionText | Should -Be "'churn weekly'"
        (TabExpansion2 "Get-MlModelVersion 'churn weekly' -Alias ch" 42).CompletionMatches.CompletionText | Should -Be 'champion'
        (TabExpansion2 "Get-MlModelVersion 'churn weekly' -Version " 43).CompletionMatches.CompletionText | Should -Be '1'
        (TabExpansion2 'Get-MlModelVersion x -Stage Pro' 31).CompletionMatches.CompletionText | Should -Be 'Production'
    }
}

Describe 'A registry of its own' {
    It 'models go to -RegistryUri, runs to the tracking store, and objects find back to both' {
        New-Store
        Set-MlTrackingUri ./runs.db -RegistryUri ./models.db
        $run = Start-MlRun 'forest'
        Add-MlArtifact -Text x -ArtifactFile model/MLmodel
        Stop-MlRun
        $version = $run | Register-MlModel churn
        Set-MlTrackingUri $script:uri
        @(Get-MlModel).Count | Should -Be 0
        Set-MlTrackingUri ./models.db
        @(Get-MlModel).Count | Should -Be 1
        @(Find-MlRun).Count | Should -Be 0
        ($version | Get-MlRun).Name | Should -Be 'forest'
        $version | Set-MlTag found back
        (Get-MlModelVersion churn -Version 1).Tags['found'] | Should -Be 'back'
    }
}
