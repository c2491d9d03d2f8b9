# The contract of the cmdlets, walked as a user would. Each It names the rule that it checks.
# $env:MLTRACK_TEST_URI names another kind of store, with {0} for a name of each test's own, as in 'postgresql://u@127.0.0.1/t{0}';
# $env:MLTRACK_TEST_RESET names a script that empties the store of a URI without {0}.
# $env:MLTRACK_TEST_MODULE names the manifest of the module to test (the clone's by default), $env:MLTRACK_CONFIGURATION its build.

BeforeDiscovery {
    # What is told of a file alone, of folders of artifacts, or of names that differ by case.
    $isOther = [bool] $env:MLTRACK_TEST_URI
    $isServer = $env:MLTRACK_TEST_URI -like 'http*'
    $isMySql = $env:MLTRACK_TEST_URI -like 'mysql*'
}

BeforeAll {
    $script:manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else {
        (Resolve-Path (Join-Path $PSScriptRoot '../../MlTrack.psd1')).Path
    }
    Import-Module $script:manifest
    $script:home0 = (Get-Location).Path

    function New-Store {
        # A folder and a store of its own, made the current ones.
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
        # What a command's errors look like: those that end a statement and those that don't.
        param([scriptblock] $Command)
        $found = [pscustomobject]@{ Id = $null; Category = $null; Terminating = $null; Target = $null; Message = $null; Count = 0; Output = @() }
        $record = $null
        try {
            $all = @(& $Command 2>&1)
            $records = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            $found.Output = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
            $found.Count = $records.Count
            $found.Terminating = $false
            if ($records.Count -gt 0) { $record = $records[0] }
        }
        catch {
            $record = $_
            $found.Count = 1
            $found.Terminating = $true
        }
        if ($record) {
            $found.Id = ($record.FullyQualifiedErrorId -split ',')[0]
            $found.Category = [string] $record.CategoryInfo.Category
            $found.Target = $record.TargetObject
            $found.Message = $record.Exception.Message
        }
        $found
    }

    function Assert-Failure {
        param([scriptblock] $Command, [string] $Id, [string] $Category, [object] $Terminating, [int] $Count = 1)
        $found = Get-Failure $Command
        $found.Id | Should -Be $Id -Because "$Command says: $($found.Message)"
        $found.Category | Should -Be $Category -Because "$Command"
        if ($null -ne $Terminating) { $found.Terminating | Should -Be $Terminating -Because "$Command" }
        $found.Count | Should -Be $Count -Because "$Command"
        $found.Message | Should -Not -Match '\n' -Because 'messages are one line'
    }

    function Invoke-Child {
        # A fresh PowerShell with the module, in the current folder. Its output, errors as text included.
        param([string] $Script, [hashtable] $Environment = @{})
        $file = Join-Path $TestDrive "child-$([guid]::NewGuid().ToString('N')).ps1"
        Set-Content -LiteralPath $file -Value "Import-Module '$script:manifest'`n$Script"
        $old = @{}
        foreach ($name in $Environment.Keys) {
            $old[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $Environment[$name])
        }
        try {
            $output = & (Get-Command pwsh -CommandType Application -TotalCount 1).Source -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" }
            [pscustomobject]@{ Output = @($output); ExitCode = $LASTEXITCODE }
        }
        finally {
            foreach ($name in $old.Keys) { [Environment]::SetEnvironmentVariable($name, $old[$name]) }
        }
    }

    function Row { param($Name, $Value, $Step = 0) [pscustomobject]@{ Name = $Name; Value = $Value; Step = $Step } }

    function Stop-Everything {
        # Piped, so that each goes back to its own store.
        Get-MlRun -Active | Stop-MlRun -ErrorAction SilentlyContinue
    }
}

AfterAll {
    Set-Location $script:home0
}

Describe 'Rule 1: the pipeline' {
    BeforeEach {
        New-Store
        $experiment = Use-MlExperiment churn
        $run = Start-MlRun 'first'
        Add-MlMetric loss 0.5
        Add-MlMetric first 1
        $run = Stop-MlRun -Status Failed -PassThru
    }
    AfterEach { Stop-Everything }

    It 'a run piped to Stop-MlRun gives neither its Status nor its EndTime to the parameters' {
        $run | Stop-MlRun
        (Get-MlRun $run.RunId).Status | Should -Be 'Finished'
        $run | Stop-MlRun -EndTime '2030-01-01'
        (Get-MlRun $run.RunId).EndTime | Should -Be ([datetimeoffset] '2030-01-01Z')
    }
    It 'a run piped to Get-MlMetric gives all metrics, not the one of its Name' {
        ($run | Get-MlMetric).Key | Should -Be 'first', 'loss'
    }
    It 'an experiment piped to Start-MlRun gives the experiment, not the name' {
        $name = $experiment | Start-MlRun { (Get-MlRun).Name }
        $name | Should -Not -Be 'churn'
        (Find-MlRun -ExperimentId $experiment.ExperimentId).Count | Should -Be 2
    }
    It 'a run stands for its experiment where something is read: Get-MlExperiment' {
        ($run | Get-MlExperiment).Name | Should -Be 'churn'
    }
    It 'a run piped to Remove-MlExperiment is an error and removes nothing' {
        $failure = Get-Failure { $run | Remove-MlExperiment }
        $failure.Count | Should -Be 1
        (Get-MlExperiment churn).LifecycleStage | Should -Be 'Active'
    }
    It 'an experiment piped to <_> is an error and changes nothing' -ForEach 'Remove-MlRun', 'Stop-MlRun', 'Set-MlRun -Name x' {
        $command = [scriptblock]::Create("`$experiment | $_")
        (Get-Failure $command).Count | Should -Be 1
        $same = Get-MlRun $run.RunId
        $same.LifecycleStage, $same.Status, $same.Name | Should -Be 'Active', 'Failed', 'first'
    }
    It 'an experiment piped to <_> is an error' -ForEach 'Add-MlParam a 1', 'Add-MlMetric a 1' {
        $command = [scriptblock]::Create("`$experiment | $_")
        (Get-Failure $command).Count | Should -Be 1
    }
    It 'an MlMetric row piped to Add-MlMetric is logged to its run; to Add-MlParam it is an error' {
        $points = Get-MlMetric loss -RunId $run.RunId
        Remove-MlRun $run.RunId; Restore-MlRun $run.RunId
        $other = Start-MlRun 'other'
        $points | Add-MlMetric -RunId $other.RunId
        (Get-MlRun $other.RunId).Metrics.loss | Should -Be 0.5
        (Get-Failure { $points | Add-MlParam }).Count | Should -Be 1
    }
    It 'a piped run keeps the store that it came from' {
        Set-MlTrackingUri ./other.db
        $run | Add-MlParam kept yes
        ($run | Get-MlRun).Params.kept | Should -Be 'yes'
        $run | Set-MlTag t v
        @(Find-MlRun).Count | Should -Be 0
        Set-MlTrackingUri $script:uri
        (Get-MlRun $run.RunId).Tags['t'] | Should -Be 'v'
    }
    It 'deserialized objects count as what they were, in the current store' {
        $run | Export-Clixml run.xml
        $experiment | Export-Clixml experiment.xml
        $dead = Import-Clixml run.xml
        ($dead | Get-MlRun).Name | Should -Be 'first'
        $dead | Add-MlParam a 1
        $dead | Stop-MlRun
        ($dead | Get-MlRun).Status | Should -Be 'Finished'
        ($dead | Get-MlMetric).Count | Should -Be 2
        ($dead | Get-MlExperiment).Name | Should -Be 'churn'
        $gone = Import-Clixml experiment.xml
        (Get-Failure { $dead | Remove-MlExperiment }).Count | Should -Be 1
        $gone | Remove-MlExperiment
        (Get-MlExperiment churn).LifecycleStage | Should -Be 'Deleted'
    }
    It 'objects that came out of a job still bind' {
        $id = $run.RunId
        $back = Start-Job { Import-Module $using:manifest; Set-MlTrackingUri $using:uri; Get-MlRun $using:id } | Receive-Job -Wait -AutoRemoveJob
        ($back | Get-MlRun).RunId | Should -Be $id
        $back | Set-MlTag from job
        (Get-MlRun $id).Tags['from'] | Should -Be 'job'
    }
    It 'rows bind by RunId and run_id where a run is meant' {
        ([pscustomobject]@{ RunId = $run.RunId } | Get-MlRun).Name | Should -Be 'first'
        ([pscustomobject]@{ run_id = $run.RunId } | Get-MlRun).Name | Should -Be 'first'
        [pscustomobject]@{ run_id = $run.RunId; status = 'FAILED'; name = 'no' } | Stop-MlRun
        (Get-MlRun $run.RunId).Status | Should -Be 'Finished'
        (Find-MlRun -AsTable | Get-MlRun).RunId | Should -Be $run.RunId
    }
    It 'rows bind by ExperimentId and experiment_id where experiments are read' {
        ([pscustomobject]@{ ExperimentId = $experiment.ExperimentId } | Get-MlExperiment).Name | Should -Be 'churn'
        ([pscustomobject]@{ experiment_id = $experiment.ExperimentId } | Get-MlExperiment).Name | Should -Be 'churn'
        ([pscustomobject]@{ experiment_id = $experiment.ExperimentId } | Find-MlRun).RunId | Should -Be $run.RunId
    }
    It 'rows with a Name or Key and a Value are metrics, params and tags, with Step, Timestamp and RunId' {
        [pscustomobject]@{ Key = 'm'; Value = 1; Step = 3; Timestamp = 1000; RunId = $run.RunId } | Add-MlMetric
        [pscustomobject]@{ Name = 'p'; Value = 'v'; RunId = $run.RunId } | Add-MlParam
        [pscustomobject]@{ Key = 't'; Value = 'w'; RunId = $run.RunId } | Set-MlTag
        $point = Get-MlMetric m -RunId $run.RunId
        $point.Step, $point.Timestamp.ToUnixTimeMilliseconds() | Should -Be 3, 1000
        $back = Get-MlRun $run.RunId
        $back.Params.p, $back.Tags['t'] | Should -Be 'v', 'w'
    }
    It 'a parameter on the command line wins over a row''s property' {
        $other = Start-MlRun 'other'
        [pscustomobject]@{ Name = 'm'; Value = 1; Step = 3; RunId = $run.RunId } | Add-MlMetric -RunId $other.RunId -Step 9
        (Get-MlMetric m -RunId $other.RunId).Step | Should -Be 9
        (Get-MlRun $run.RunId).Metrics.ContainsKey('m') | Should -BeFalse
    }
    It 'a training log from a CSV file is logged' {
        Set-Content log.csv "Name,Value,Step`nacc,0.1,1`nacc,nan,2`nacc,1e-3,3"
        Import-Csv log.csv | Add-MlMetric -RunId $run.RunId
        (Get-MlMetric acc -RunId $run.RunId).Step | Should -Be 1, 2, 3
        (Get-MlRun $run.RunId).Metrics.acc | Should -Be 0.001
    }
    It '$null in the pipeline of <_> is an error, and no default' -ForEach 'Get-MlRun', 'Stop-MlRun', 'Get-MlMetric', 'Remove-MlRun', 'Remove-MlExperiment' {
        $null = Start-MlRun open
        $command = [scriptblock]::Create("`$null | $_")
        (Get-Failure $command).Count | Should -Be 1
        (Get-MlRun).Status | Should -Be 'Running'
    }
}

Describe 'Rule 2: the active run' {
    BeforeEach { New-Store }
    AfterEach { Stop-Everything }

    It 'with none open, <_> is a terminating NoActiveRun that names Start-MlRun' -ForEach @(
        'Add-MlParam a 1', 'Add-MlMetric a 1', 'Set-MlTag a 1', 'Remove-MlTag a', 'Get-MlMetric', 'Stop-MlRun', 'Get-MlRun', 'Set-MlRun -Name x',
        'Add-MlArtifact -Text x -ArtifactFile x.txt', 'Get-MlArtifact', 'Save-MlArtifact x.txt') {
        $command = [scriptblock]::Create($_)
        Assert-Failure $command NoActiveRun InvalidOperation $true
        (Get-Failure $command).Message | Should -Match 'Start-MlRun'
    }
    It 'Get-MlRun -Active lists the open runs, innermost first, and nothing when there is none' {
        @(Get-MlRun -Active).Count | Should -Be 0
        $null = Start-MlRun outer
        $null = Start-MlRun inner -Nested
        (Get-MlRun -Active).Name | Should -Be 'inner', 'outer'
        (Get-MlRun).Name | Should -Be 'inner'
    }
    It 'a null or empty id to <_> is InvalidId, never ''none given''' -ForEach @(
        'Add-MlParam a 1 -RunId', 'Add-MlMetric a 1 -RunId', 'Set-MlTag a 1 -RunId', 'Get-MlMetric -RunId', 'Stop-MlRun -RunId', 'Get-MlRun -RunId',
        'Set-MlRun -Name x -RunId', 'Remove-MlRun -RunId', 'Restore-MlRun -RunId', 'Get-MlArtifact -RunId') {
        $null = Start-MlRun open
        foreach ($id in "''", '$null') {
            $failure = Get-Failure ([scriptblock]::Create("$_ $id"))
            $failure.Id | Should -Be 'InvalidId' -Because "$_ $id says: $($failure.Message)"
        }
        $open = Get-MlRun
        $open.Name, $open.Status, $open.Params.Count, $open.Metrics.Count | Should -Be 'open', 'Running', 0, 0
    }
    It 'a null or empty id to Start-MlRun -RunId is InvalidId and starts nothing' {
        Assert-Failure { Start-MlRun -RunId '' } InvalidId InvalidArgument $true
        Assert-Failure { Start-MlRun -RunId $null { } } InvalidId InvalidArgument $true
        @(Find-MlRun).Count | Should -Be 0
    }
    It 'an empty experiment id or name is an error: <_>' -ForEach @(
        'Get-MlExperiment -ExperimentId ''''', 'Find-MlRun -ExperimentId $null', 'Find-MlRun -ExperimentName ''''', 'Get-MlExperiment -Name ''''',
        'Use-MlExperiment -ExperimentId ''''', 'Start-MlRun x -ExperimentId ''''', 'Remove-MlExperiment -ExperimentId ''''', 'Remove-MlExperiment -Name ''''') {
        (Get-Failure ([scriptblock]::Create($_))).Count | Should -Be 1
    }
    It '<_> behind a pipe that receives nothing does nothing' -ForEach @(
        'Stop-MlRun', 'Get-MlRun', 'Find-MlRun', 'Get-MlExperiment', 'Measure-MlExperiment', 'Get-MlMetric', 'Remove-MlRun', 'Restore-MlRun',
        'Remove-MlExperiment', 'Add-MlParam', 'Add-MlMetric', 'Set-MlTag', 'Set-MlRun -Name x', 'Add-MlArtifact', 'Save-MlArtifact', 'Get-MlArtifact',
        'Start-MlRun { }', 'Compare-MlRun', 'New-MlExperiment', 'Rename-MlExperiment -NewName x', 'Add-MlParam a 1', 'Set-MlTag a 1', 'Remove-MlTag a') {
        $open = Start-MlRun open
        $failure = Get-Failure ([scriptblock]::Create("@() | $_"))
        $failure.Count | Should -Be 0 -Because $failure.Message
        $failure.Output.Count | Should -Be 0
        $same = Get-MlRun $open.RunId
        $same.Status, $same.Name, $same.Params.Count, $same.Tags.ContainsKey('a') | Should -Be 'Running', 'open', 0, $false
    }
    It 'Get-MlExperiment zz* | Find-MlRun | Remove-MlRun removes nothing' {
        $run = Start-MlRun open
        Get-MlExperiment zz* | Find-MlRun | Remove-MlRun
        (Get-MlRun $run.RunId).LifecycleStage | Should -Be 'Active'
    }
    It 'a second Start-MlRun without -Nested is a terminating RunAlreadyActive' {
        $null = Start-MlRun outer
        Assert-Failure { Start-MlRun again } RunAlreadyActive InvalidOperation $true
        (Start-MlRun inner -Nested).ParentRunId | Should -Be (@(Get-MlRun -Active)[1].RunId)
    }
}

Describe 'Rule 3: values' {
    BeforeEach {
        New-Store
        $run = Start-MlRun values
        $culture = [cultureinfo]::CurrentCulture
    }
    AfterEach {
        [cultureinfo]::CurrentCulture = $culture
        Stop-Everything
    }

    It 'a metric takes the number or invariant text <text>' -ForEach @(
        @{ text = 1.5; value = 1.5 }, @{ text = '1.5'; value = 1.5 }, @{ text = '1e-3'; value = 0.001 }, @{ text = '-2E3'; value = -2000 }
        @{ text = 'nan'; value = [double]::NaN }, @{ text = 'NaN'; value = [double]::NaN }, @{ text = [double]::NaN; value = [double]::NaN }
        @{ text = 'inf'; value = [double]::MaxValue }, @{ text = 'INF'; value = [double]::MaxValue }, @{ text = '-Infinity'; value = [double]::MinValue }
        @{ text = [double]::NegativeInfinity; value = [double]::MinValue }, @{ text = 3; value = 3 }, @{ text = 0.1d; value = 0.1 }, @{ text = [single] 0.5; value = 0.5 }) {
        Add-MlMetric m $text
        (Get-MlRun).Metrics.m.Equals([double] $value) | Should -BeTrue -Because "it is $((Get-MlRun).Metrics.m)"
    }
    It 'a metric <show> is a terminating InvalidValue that names the item, in the culture <culture>' -ForEach @(
        foreach ($c in 'en-US', 'de-DE', 'tr-TR') {
            @{ show = "''"; value = ''; culture = $c }, @{ show = '$null'; value = $null; culture = $c }, @{ show = '0,1'; value = '0,1'; culture = $c }
            @{ show = '1_000'; value = '1_000'; culture = $c }, @{ show = 'abc'; value = 'abc'; culture = $c }, @{ show = '1,000'; value = '1,000'; culture = $c }
            @{ show = "' '"; value = ' '; culture = $c }, @{ show = '0x10'; value = '0x10'; culture = $c }
        }) {
        [cultureinfo]::CurrentCulture = $culture
        Assert-Failure { Add-MlMetric badone $value } InvalidValue InvalidArgument $true
        (Get-Failure { Add-MlMetric badone $value }).Message | Should -Match 'badone'
        (Get-MlRun).Metrics.Count | Should -Be 0
    }
    It 'a step of <step> is InvalidValue' -ForEach @(@{ step = 1.5 }, @{ step = '1.5' }, @{ step = 'x' }, @{ step = '' }, @{ step = '99999999999999999999' }) {
        Assert-Failure { Add-MlMetric m 1 -Step $step } InvalidValue InvalidArgument $true
        Assert-Failure { Row m 1 $step | Add-MlMetric } InvalidValue InvalidArgument $false
        (Get-MlRun).Metrics.Count | Should -Be 0
    }
    It 'a step is taken as number, text and any signed 64-bit integer' {
        Add-MlMetric m 1 -Step '3'
        Add-MlMetric m 1 -Step ([long]::MaxValue)
        Add-MlMetric m 1 -Step ([long]::MinValue)
        Add-MlMetric m 1 -Step 2.0
        (Get-MlMetric m).Step | Sort-Object | Should -Be @([long]::MinValue, 2, 3, [long]::MaxValue)
    }
    It 'param values are invariant text: <show>' -ForEach @(
        @{ show = '$true'; value = $true; text = 'True' }, @{ show = '$false'; value = $false; text = 'False' }, @{ show = '1.50'; value = 1.50; text = '1.5' }
        @{ show = '''1.50'''; value = '1.50'; text = '1.50' }, @{ show = '0.1'; value = 0.1; text = '0.1' }, @{ show = "''"; value = ''; text = '' }
        @{ show = '1234567.25'; value = 1234567.25; text = '1234567.25' }) {
        foreach ($c in 'en-US', 'de-DE', 'tr-TR') {
            [cultureinfo]::CurrentCulture = $c
            Add-MlParam "p.$c" $value
            Set-MlTag "t.$c" $value
            (Get-MlRun).Params["p.$c"] | Should -BeExactly $text
            (Get-MlRun).Tags["t.$c"] | Should -BeExactly $text
        }
    }
    It '$null as a param or tag is a terminating InvalidValue' {
        Assert-Failure { Add-MlParam p $null } InvalidValue InvalidArgument $true
        Assert-Failure { Set-MlTag p $null } InvalidValue InvalidArgument $true
    }
    It 'a time without zone is UTC, a local datetime is converted, epoch milliseconds are taken' {
        Add-MlMetric a 1 -Timestamp '2024-05-06T07:08:09.010'
        Add-MlMetric b 1 -Timestamp ([datetime]::new(2024, 5, 6, 7, 8, 9, [DateTimeKind]::Local))
        Add-MlMetric c 1 -Timestamp 1700000000000
        Add-MlMetric d 1 -Timestamp ([datetimeoffset] '2024-05-06T07:08:09+02:00')
        Add-MlMetric e 1 -Timestamp ([datetime]::new(2024, 5, 6, 7, 8, 9, [DateTimeKind]::Unspecified))
        (Get-MlMetric a).Timestamp | Should -Be ([datetimeoffset] '2024-05-06T07:08:09.010Z')
        (Get-MlMetric b).Timestamp | Should -Be ([datetimeoffset] [datetime]::new(2024, 5, 6, 7, 8, 9, [DateTimeKind]::Local))
        (Get-MlMetric c).Timestamp.ToUnixTimeMilliseconds() | Should -Be 1700000000000
        (Get-MlMetric d).Timestamp | Should -Be ([datetimeoffset] '2024-05-06T05:08:09Z')
        (Get-MlMetric e).Timestamp | Should -Be ([datetimeoffset] '2024-05-06T07:08:09Z')
        (Get-MlMetric a).Timestamp.Offset | Should -Be ([timespan]::Zero)
    }
    It 'a time before 1970 or no time at all is InvalidValue: <_>' -ForEach '1969-12-31', '-1', 'yesterday', '' {
        $bad = $_
        Assert-Failure { Add-MlMetric m 1 -Timestamp $bad } InvalidValue InvalidArgument $true
    }
    It 'metrics exported with -Text are read back to the bit in the culture <_>' -ForEach 'en-US', 'de-DE', 'tr-TR' {
        [cultureinfo]::CurrentCulture = $_
        $values = 0.1, (1 / 3), [double]::Epsilon, [double]::MaxValue, [double]::NaN, -1.5e-300, 1e22, 123456789.125
        $step = 0
        foreach ($value in $values) { Add-MlMetric 'i.metric' $value -Step ($step++) -Timestamp (1700000000000 + $step) }
        Get-MlMetric -Text | Export-Csv metrics.csv
        $copy = Start-MlRun copy -Nested
        Import-Csv metrics.csv | Select-Object Key, Value, Step, Timestamp | Add-MlMetric -RunId $copy.RunId
        $a = @(Get-MlMetric -RunId $run.RunId)
        $b = @(Get-MlMetric -RunId $copy.RunId)
        $b.Count | Should -Be $values.Count
        for ($i = 0; $i -lt $a.Count; $i++) {
            [BitConverter]::DoubleToInt64Bits($b[$i].Value) | Should -Be ([BitConverter]::DoubleToInt64Bits($a[$i].Value))
            $b[$i].Step, $b[$i].Timestamp | Should -Be $a[$i].Step, $a[$i].Timestamp
        }
    }
    It 'Import-Csv of the exported metrics goes back to the run that its rows name' {
        Add-MlMetric m 0.25 -Step 1
        Get-MlMetric -Text | Export-Csv metrics.csv
        { Import-Csv metrics.csv | Add-MlMetric -ErrorAction Stop } | Should -Not -Throw
        (Get-MlMetric m -RunId $run.RunId).Count | Should -Be 1
    }
}

Describe 'Rule 4: one bad item' {
    BeforeEach { New-Store; $run = Start-MlRun items }
    AfterEach { Stop-Everything }

    It 'a bad item of a pipeline is a non-terminating error and its neighbours are stored' {
        $rows = (Row a 1), (Row b 'abc'), (Row 'bad@key' 1), (Row c ''), (Row d 2 1.5), (Row e 3)
        $failure = Get-Failure { $rows | Add-MlMetric }
        $failure.Terminating | Should -BeFalse
        $failure.Count | Should -Be 4
        (Get-MlRun).Metrics.Keys | Sort-Object | Should -Be 'a', 'e'
    }
    It 'the errors of a pipeline have the ids of their kinds' {
        Assert-Failure { Row a 'abc' | Add-MlMetric } InvalidValue InvalidArgument $false
        Assert-Failure { Row 'bad@key' 1 | Add-MlMetric } InvalidName InvalidArgument $false
        Assert-Failure { Row 'bad@key' 1 | Add-MlParam } InvalidName InvalidArgument $false
        Assert-Failure { Row '' 1 | Set-MlTag } InvalidName InvalidArgument $false
        Assert-Failure { [pscustomobject]@{ Name = 'a'; Value = 1; RunId = 'nope' } | Add-MlMetric } RunNotFound ObjectNotFound $false
    }
    It 'an item that the store refuses takes none of its batch with it' {
        Add-MlParam taken 1
        $failure = Get-Failure { (Row x 1), (Row taken 2), (Row y 3) | Add-MlParam }
        $failure.Id, $failure.Count, $failure.Terminating | Should -Be 'ParamChanged', 1, $false
        (Get-MlRun).Params.Keys | Sort-Object | Should -Be 'taken', 'x', 'y'
    }
    It 'one dictionary is all or nothing: <_>' -ForEach @(
        'Add-MlParam -Param ([ordered]@{ good = 1; ''bad@key'' = 2 })', 'Add-MlParam -Param ([ordered]@{ good = 1; bad = $null })'
        'Add-MlMetric -Metric ([ordered]@{ good = 1; bad = ''abc'' })', 'Set-MlTag -Tag ([ordered]@{ good = 1; ''bad@key'' = 2 })') {
        $failure = Get-Failure ([scriptblock]::Create($_))
        $failure.Terminating | Should -BeTrue
        $now = Get-MlRun
        $now.Params.Count, $now.Metrics.Count, $now.Tags.ContainsKey('good') | Should -Be 0, 0, $false
    }
    It 'a good dictionary is stored as a whole' {
        Add-MlParam -Param @{ a = 1; b = 'x' }
        Add-MlMetric -Metric @{ c = 1; d = '2.5' } -Step 4
        Set-MlTag -Tag @{ e = $true }
        $now = Get-MlRun
        $now.Params.a, $now.Params.b, $now.Metrics.c, $now.Metrics.d, $now.Tags.e | Should -Be '1', 'x', 1, 2.5, 'True'
        (Get-MlMetric c).Step | Should -Be 4
    }
    It 'a -PassThru object comes out after the commit' {
        $seen = 1..5 | ForEach-Object { Row m $_ $_ } | Add-MlMetric -PassThru | ForEach-Object {
            $point = $_
            @(Get-MlMetric m -RunId $run.RunId | Where-Object Step -EQ $point.Step).Count
        }
        $seen | Should -Be 1, 1, 1, 1, 1
    }
    It 'a writer flushes a second after an item came, even if the next is late' {
        $state = @{}
        1..2 | ForEach-Object {
            if ($_ -eq 2) {
                Start-Sleep -Milliseconds 2500
                $state.Seen = @(Get-MlMetric m -RunId $run.RunId).Count
            }
            Row m $_ $_
        } | Add-MlMetric
        $state.Seen | Should -Be 1
        @(Get-MlMetric m).Count | Should -Be 2
    }
    It 'what was accepted is stored when an error upstream ends the pipeline' {
        try { 1..5 | ForEach-Object { if ($_ -eq 4) { throw 'upstream' }; Row m $_ $_ } | Add-MlMetric } catch { $null = $_ }
        Start-Sleep -Milliseconds 100
        (Get-MlMetric m).Step | Should -Be 1, 2, 3
    }
    It 'what was accepted is stored when -First has enough' {
        $out = 1..2000 | ForEach-Object { Row m $_ $_ } | Add-MlMetric -PassThru | Select-Object -First 3
        $out.Count | Should -Be 3
        @(Get-MlMetric m).Count | Should -BeGreaterOrEqual 3
    }
    It '100 rows with two bad ones in the middle store 98' {
        $failure = Get-Failure { 1..100 | ForEach-Object { Row m $(if ($_ -in 50, 51) { 'x' } else { $_ }) $_ } | Add-MlMetric }
        $failure.Count | Should -Be 2
        @(Get-MlMetric m).Count | Should -Be 98
    }
    It 'many runspaces log to one run and nothing is lost' {
        $id = $run.RunId
        $module = $script:manifest
        1..4 | ForEach-Object -Parallel {
            Import-Module $using:module
            $key = "m$_"
            1..100 | ForEach-Object { [pscustomobject]@{ Name = $key; Value = $_; Step = $_ } } | Add-MlMetric -RunId $using:id
        } -ThrottleLimit 4
        @(Get-MlMetric -RunId $id).Count | Should -Be 400
    }
}

Describe 'Rule 5: wildcards' {
    BeforeEach {
        New-Store
        $null = 'churn', 'Churn', 'check', '[ab]', 'a', 'b', 'x*y' | New-MlExperiment
    }

    It 'an exact name, compared ordinally, wins' {
        (Get-MlExperiment churn).Name | Should -BeExactly 'churn'
        (Get-MlExperiment '[ab]').Name | Should -BeExactly '[ab]'
        (Get-MlExperiment 'x*y').Name | Should -BeExactly 'x*y'
    }
    It 'else a pattern matches, ignoring case' -Skip:$isMySql {
        (Get-MlExperiment CH*).Name | Sort-Object | Should -Be 'check', 'churn', 'Churn'
        (Get-MlExperiment '[a-b]').Name | Sort-Object | Should -Be 'a', 'b'
        (Get-MlExperiment '?').Name | Sort-Object | Should -Be 'a', 'b'
    }
    It 'a literal name that is absent is an error, also by case; a pattern without a match is not' -Skip:$isMySql {
        Assert-Failure { Get-MlExperiment nope } ExperimentNotFound ObjectNotFound $false
        Assert-Failure { Get-MlExperiment CHURN } ExperimentNotFound ObjectNotFound $false
        (Get-Failure { Get-MlExperiment nope* }).Count | Should -Be 0
        (Get-Failure { Get-MlExperiment nope }).Target | Should -Be 'nope'
    }
    It 'a pattern finds active experiments, an exact name or id also a deleted one' -Skip:$isMySql {
        $gone = Get-MlExperiment check
        Remove-MlExperiment check
        (Get-MlExperiment ch*).Name | Sort-Object | Should -Be 'churn', 'Churn'
        (Get-MlExperiment check).LifecycleStage | Should -Be 'Deleted'
        (Get-MlExperiment -ExperimentId $gone.ExperimentId).LifecycleStage | Should -Be 'Deleted'
        (Get-MlExperiment).Name | Should -Not -Contain 'check'
    }
    It 'Remove-MlExperiment takes no wildcards' {
        Assert-Failure { Remove-MlExperiment ch* } ExperimentNotFound ObjectNotFound $false
        Remove-MlExperiment 'x*y'
        (Find-MlExperiment -ViewType DeletedOnly).Name | Should -Be 'x*y'
    }
    It 'Get-MlMetric takes wildcards; an absent literal is MetricNotFound' {
        Start-MlRun {
            Add-MlMetric -Metric @{ 'val/loss' = 1; 'val/acc' = 2; loss = 3 }
            (Get-MlMetric VAL/*).Key | Sort-Object | Should -Be 'val/acc', 'val/loss'
            (Get-MlMetric loss).Value | Should -Be 3
            (Get-Failure { Get-MlMetric zz* }).Count | Should -Be 0
            Assert-Failure { Get-MlMetric zz } MetricNotFound ObjectNotFound $false
        }
    }
}

Describe 'Rule 6: confirmation and output' {
    BeforeEach {
        New-Store
        $experiment = New-MlExperiment churn
        $run = Start-MlRun first -ExperimentName churn
    }
    AfterEach { Stop-Everything }

    It '<name> has impact <impact> and supports -WhatIf' -ForEach @(
        foreach ($n in 'Add-MlParam', 'Add-MlMetric', 'Add-MlArtifact', 'Set-MlTag', 'Set-MlRun') { @{ name = $n; impact = 'Low' } }
        foreach ($n in 'New-MlExperiment', 'Start-MlRun', 'Stop-MlRun', 'Rename-MlExperiment', 'Restore-MlExperiment', 'Restore-MlRun', 'Use-MlExperiment',
            'Remove-MlRun', 'Remove-MlExperiment', 'Remove-MlTag') { @{ name = $n; impact = 'Medium' } }) {
        $command = Get-Command $name
        $attribute = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.SupportsShouldProcess | Should -BeTrue
        [string] $attribute.ConfirmImpact | Should -Be $impact
        $command.Parameters.Keys | Should -Contain 'WhatIf'
    }
    It '-WhatIf changes nothing: <_>' -ForEach @(
        'New-MlExperiment x', 'Use-MlExperiment x', 'Rename-MlExperiment churn x', 'Remove-MlExperiment churn', 'Start-MlRun x -Nested', 'Stop-MlRun',
        'Set-MlRun -Name x', 'Remove-MlRun $run.RunId', 'Add-MlParam a 1', 'Add-MlMetric a 1', 'Set-MlTag a 1', 'Remove-MlTag mlflow.runName',
        'Add-MlArtifact -Text x -ArtifactFile x.txt', 'Row a 1 | Add-MlMetric', 'Set-MlTag a 1 -ExperimentId $experiment.ExperimentId') {
        $before = (Find-MlExperiment -ViewType All | ConvertTo-Json -Depth 4), (Find-MlRun -ViewType All -AllExperiments | ConvertTo-Json -Depth 4)
        $failure = Get-Failure ([scriptblock]::Create("$_ -WhatIf"))
        $failure.Count | Should -Be 0 -Because $failure.Message
        $failure.Output.Count | Should -Be 0
        $after = (Find-MlExperiment -ViewType All | ConvertTo-Json -Depth 4), (Find-MlRun -ViewType All -AllExperiments | ConvertTo-Json -Depth 4)
        $after | Should -Be $before
        @(Get-MlArtifact).Count | Should -Be 0
    }
    It '-WhatIf creates no store' {
        Set-MlTrackingUri ./new.db
        $null = New-MlExperiment x -WhatIf
        Start-MlRun x { throw 'must not run' } -WhatIf -Nested
        Test-Path ./new.db | Should -BeFalse
    }
    It 'without -PassThru nothing is emitted: <_>' -ForEach @(
        'Add-MlParam a 1', 'Add-MlMetric a 1', 'Set-MlTag a 1', 'Remove-MlTag mlflow.runName', 'Add-MlArtifact -Text x -ArtifactFile x.txt',
        'Set-MlRun -Name x', 'Rename-MlExperiment churn x', 'Remove-MlExperiment churn', 'Remove-MlRun $run.RunId', 'Restore-MlRun $run.RunId', 'Stop-MlRun') {
        $failure = Get-Failure ([scriptblock]::Create($_))
        $failure.Count | Should -Be 0 -Because $failure.Message
        $failure.Output.Count | Should -Be 0
    }
    It '-PassThru emits the object: <command>' -ForEach @(
        @{ command = 'Add-MlMetric a 1 -PassThru'; type = 'MlTrack.MlMetric' }, @{ command = 'Set-MlRun -Name x -PassThru'; type = 'MlTrack.MlRun' }
        @{ command = 'Stop-MlRun -PassThru'; type = 'MlTrack.MlRun' }, @{ command = 'Remove-MlRun $run.RunId -PassThru'; type = 'MlTrack.MlRun' }
        @{ command = 'Restore-MlRun $run.RunId -PassThru'; type = 'MlTrack.MlRun' }
        @{ command = 'Remove-MlExperiment churn -PassThru'; type = 'MlTrack.MlExperiment' }
        @{ command = 'Rename-MlExperiment churn x -PassThru'; type = 'MlTrack.MlExperiment' }
        @{ command = 'Add-MlArtifact -Text x -ArtifactFile x.txt -PassThru'; type = 'MlTrack.MlArtifact' }) {
        $out = @(& ([scriptblock]::Create($command)))
        $out.Count | Should -Be 1
        $out[0].GetType().FullName | Should -Be $type
    }
    It 'Add-MlParam -PassThru emits what was logged' {
        $out = Add-MlParam lr 0.1 -PassThru
        $out | Should -Not -BeNullOrEmpty
        "$($out.Value)" | Should -Be '0.1'
    }
    It 'Start-, New- and Use- emit their object' {
        Stop-MlRun
        (Start-MlRun x).GetType().FullName | Should -Be 'MlTrack.MlRun'
        (New-MlExperiment y).GetType().FullName | Should -Be 'MlTrack.MlExperiment'
        (Use-MlExperiment y).GetType().FullName | Should -Be 'MlTrack.MlExperiment'
    }
}

Describe 'Rule 7: missing metrics' {
    BeforeAll { New-Store; $run = Start-MlRun first; Add-MlMetric loss 0.5; $run = Get-MlRun; Stop-MlRun }

    It '$run.Metrics.rmse of a run without it is $null, and PowerShell takes $null -lt 0.2 for true' {
        Set-StrictMode -Off
        $run.Metrics.rmse | Should -BeNullOrEmpty
        ($run.Metrics.rmse -lt 0.2) | Should -BeTrue
    }
    It 'under strict mode it is an error; the index is $null in both' {
        Set-StrictMode -Version Latest
        { $run.Metrics.rmse } | Should -Throw
        $run.Metrics['rmse'] | Should -BeNullOrEmpty
        $run.Metrics.loss | Should -Be 0.5
        $run.Metrics.ContainsKey('rmse') | Should -BeFalse
    }
    It 'keys are exact' {
        $run.Metrics.ContainsKey('Loss') | Should -BeFalse
        $run.Metrics['Loss'] | Should -BeNullOrEmpty
    }
    It 'the help of Find-MlRun shows the guard' {
        (Get-Help Find-MlRun -Full | Out-String -Width 300) | Should -Match 'ContainsKey'
    }
}

Describe 'Connection' {
    BeforeEach { New-Store }
    AfterEach { Stop-Everything }

    It 'Get-MlTrackingUri says Uri, RegistryUri, Backend, ArtifactRoot' -Skip:$isOther {
        $connection = Get-MlTrackingUri
        $connection.GetType().FullName | Should -Be 'MlTrack.MlConnection'
        $connection.Backend | Should -Be 'SQLite'
        $connection.Uri | Should -Match 'runs\.db$'
        "$connection" | Should -Be $connection.Uri
        $connection.RegistryUri | Should -Be $connection.Uri
        $connection.ArtifactRoot | Should -Be (Join-Path $PWD mlruns)
    }
    It 'Set-MlTrackingUri emits nothing, MlConnection with -PassThru, and opens nothing' {
        Set-MlTrackingUri ./later.db | Should -BeNullOrEmpty
        (Set-MlTrackingUri ./later.db -PassThru).Backend | Should -Be 'SQLite'
        Test-Path ./later.db | Should -BeFalse
        $null = Get-MlExperiment
        Test-Path ./later.db | Should -BeTrue
    }
    It 'the file forms <_> name a file below the location' -ForEach 'sqlite:///sub.db', 'sub.db', './sub.db', 'sub.sqlite' {
        Set-MlTrackingUri $_
        $null = New-MlExperiment x
        @(Get-ChildItem sub.*).Count | Should -BeGreaterThan 0
    }
    It 'an absolute path, an absolute URI and a folder name a file' {
        Set-MlTrackingUri (Join-Path $PWD 'abs.db'); $null = Get-MlExperiment
        Set-MlTrackingUri "sqlite:///$PWD/uri.db"; $null = Get-MlExperiment
        $null = New-Item -ItemType Directory folder, made
        Set-MlTrackingUri ./folder; $null = Get-MlExperiment
        Set-MlTrackingUri ./made/; $null = Get-MlExperiment
        'abs.db', 'uri.db', 'folder/mlflow.db', 'made/mlflow.db' | ForEach-Object { Test-Path $_ | Should -BeTrue -Because $_ }
    }
    It 'an in-memory store works as long as the connection is the same' {
        Set-MlTrackingUri sqlite://
        $null = New-MlExperiment mem
        (Get-MlExperiment mem).Name | Should -Be 'mem'
    }
    It 'a malformed URI fails at once: <_>' -ForEach 'mssql://h/db', 'sqlite:/x.db', 'sqlite:///x.db?nope=1', 'noextension', 'ftp://h/x', '' {
        $bad = $_
        $before = (Get-MlTrackingUri).Uri
        $failure = Get-Failure { Set-MlTrackingUri $bad }
        $failure.Id, $failure.Category, $failure.Terminating | Should -Be 'InvalidUri', 'InvalidArgument', $true -Because $failure.Message
        (Get-MlTrackingUri).Uri | Should -Be $before
    }
    It 'databricks is refused by name' {
        $failure = Get-Failure { Set-MlTrackingUri databricks }
        $failure.Terminating | Should -BeTrue
        $failure.Message | Should -Match 'databricks'
    }
    It 'no password is ever shown' {
        $failure = Get-Failure { Set-MlTrackingUri 'mysql://u:geheim@127.0.0.1:1/db'; Get-MlTrackingUri; Get-MlExperiment }
        ($failure | Out-String) | Should -Not -Match 'geheim'
        # The line that the user typed is the engine's to show; the rest is ours.
        ($Error | ForEach-Object { "$_ $($_.Exception) $($_.TargetObject) $($_.CategoryInfo)" }) -join ' ' | Should -Not -Match 'geheim'
        $failure.Id, $failure.Category | Should -Be 'StoreUnavailable', 'ConnectionError'
        Set-MlTrackingUri $script:uri
    }
    It 'Test-MlConnection creates nothing; a missing file is Success' -Skip:$isOther {
        $status = Test-MlConnection
        $status.GetType().FullName | Should -Be 'MlTrack.MlConnectionStatus'
        $status.Success | Should -BeTrue
        $status.Message | Should -Match 'will be created'
        Test-Path ./runs.db | Should -BeFalse
        Test-MlConnection -Quiet | Should -BeTrue
        (Test-MlConnection -Quiet) | Should -BeOfType bool
    }
    It 'Test-MlConnection says the revision of a store' -Skip:$isOther {
        $null = Get-MlExperiment
        $status = Test-MlConnection
        $status.SchemaRevision, $status.Backend | Should -Be '0584bdc529eb', 'SQLite'
        $status.ServerVersion | Should -Not -BeNullOrEmpty
        $status.Latency | Should -BeGreaterThan ([timespan]::Zero)
    }
    It 'a file that is no database: NotAStore, InvalidData, and Test-MlConnection says no' {
        Set-Content ./text.db 'no database at all, just text'
        Set-MlTrackingUri ./text.db
        (Get-Failure { Get-MlExperiment }).Id | Should -Be 'NotAStore'
        (Get-Failure { Get-MlExperiment }).Category | Should -Be 'InvalidData'
        (Test-MlConnection).Success | Should -BeFalse
        Test-MlConnection -Quiet | Should -BeFalse
        Get-Content ./text.db | Should -Be 'no database at all, just text'
    }
    It '-NoCreate never creates a database' {
        Set-MlTrackingUri ./absent.db -NoCreate
        (Get-Failure { Get-MlExperiment }).Count | Should -Be 1
        (Get-Failure { New-MlExperiment x }).Count | Should -Be 1
        Test-Path ./absent.db | Should -BeFalse
        (Test-MlConnection).Success | Should -BeFalse
    }
    It 'a relative file stays the same file when the location changes' {
        $null = New-MlExperiment here
        $null = New-Item -ItemType Directory elsewhere
        Set-Location elsewhere
        (Get-MlExperiment here).Name | Should -Be 'here'
        Test-Path ./runs.db | Should -BeFalse
    }
    It '-ArtifactRoot counts for new experiments' {
        Set-MlTrackingUri ./roots.db -ArtifactRoot ./files
        (New-MlExperiment x).ArtifactLocation | Should -Be (Join-Path $PWD files/1)
    }
    It 'with no Set-MlTrackingUri, MLFLOW_TRACKING_URI counts; with neither, mlflow.db in the location at the first use' {
        $child = Invoke-Child '(Get-MlTrackingUri).Uri; $null = Get-MlExperiment' @{ MLFLOW_TRACKING_URI = 'sqlite:///env.db' }
        $child.Output[0] | Should -Match 'env\.db$'
        Test-Path ./env.db | Should -BeTrue
        $null = New-Item -ItemType Directory later
        $child = Invoke-Child 'Set-Location later; $null = New-MlExperiment a; Set-Location ..; (Get-MlExperiment a).Name' @{ MLFLOW_TRACKING_URI = $null }
        $child.Output | Should -Be 'a'
        Test-Path ./later/mlflow.db | Should -BeTrue
        Test-Path ./mlflow.db | Should -BeFalse
    }
    It 'objects of an earlier store go back to that store' {
        $run = Start-MlRun first { Get-MlRun }
        Set-MlTrackingUri ./second.db
        ($run | Set-MlRun -Name renamed -PassThru).Name | Should -Be 'renamed'
        $run | Remove-MlRun
        Assert-Failure { Get-MlRun $run.RunId } RunNotFound ObjectNotFound $false
        ($run | Get-MlRun).LifecycleStage | Should -Be 'Deleted'
    }
}

Describe 'Experiments' {
    BeforeEach { New-Store }
    AfterEach { Stop-Everything }

    It 'MlExperiment has ExperimentId, Name, ArtifactLocation, LifecycleStage, CreationTime, LastUpdateTime, Tags, Description' -Skip:$isServer {
        $e = New-MlExperiment churn -Tag @{ team = 'alpha'; n = 1.5 } -Description 'what it is'
        $e.ExperimentId | Should -BeOfType string
        $e.ExperimentId, $e.Name, $e.Description, $e.Tags.team, $e.Tags.n | Should -Be '1', 'churn', 'what it is', 'alpha', '1.5'
        $e.ArtifactLocation | Should -Be (Join-Path $PWD mlruns/1)
        $e.LifecycleStage | Should -Be 'Active'
        $e.LifecycleStage.GetType().IsEnum | Should -BeTrue
        $e.CreationTime | Should -BeOfType datetimeoffset
        $e.CreationTime.Offset | Should -Be ([timespan]::Zero)
        $e.LastUpdateTime | Should -BeOfType datetimeoffset
    }
    It 'a new store has experiment 0, Default' {
        $e = Get-MlExperiment
        $e.ExperimentId, $e.Name | Should -Be '0', 'Default'
    }
    It 'New-MlExperiment takes names from the pipeline; a taken one is ExperimentExists and the others are made' {
        $null = New-MlExperiment b
        $failure = Get-Failure { 'a', 'b', 'c' | New-MlExperiment }
        $failure.Id, $failure.Category, $failure.Terminating, $failure.Count | Should -Be 'ExperimentExists', 'ResourceExists', $false, 1
        $failure.Output.Name | Should -Be 'a', 'c'
        Assert-Failure { New-MlExperiment b } ExperimentExists ResourceExists $false
    }
    It '-IfNotExists gives the one of that name; a deleted one is an error that names Restore-' {
        $a = New-MlExperiment a
        (New-MlExperiment a -IfNotExists).ExperimentId | Should -Be $a.ExperimentId
        Remove-MlExperiment a
        $failure = Get-Failure { New-MlExperiment a -IfNotExists }
        $failure.Count | Should -Be 1
        $failure.Message | Should -Match 'Restore-MlExperiment'
        (Get-Failure { New-MlExperiment a }).Message | Should -Match 'Restore-MlExperiment'
    }
    It 'bad names: <show> is InvalidName' -ForEach @(
        @{ show = 'empty'; name = '' }, @{ show = '501 characters'; name = 'x' * 501 }, @{ show = '1,000,000 characters'; name = 'x' * 1000000 }, @{ show = 'NUL'; name = "a`0b" }) {
        $failure = Get-Failure { New-MlExperiment $name }
        $failure.Id, $failure.Category, $failure.Count | Should -Be 'InvalidName', 'InvalidArgument', 1 -Because "$($failure.Message)"
        $failure.Message.Length | Should -BeLessThan 1000
        @(Find-MlExperiment -ViewType All).Count | Should -Be 1
    }
    It 'Use-MlExperiment gets or creates it and makes it the default of new runs and of Find-MlRun' {
        $e = Use-MlExperiment churn
        (Use-MlExperiment churn).ExperimentId | Should -Be $e.ExperimentId
        Start-MlRun inside { }
        Start-MlRun outside -ExperimentId 0 { }
        (Find-MlRun).Name | Should -Be 'inside'
        (Use-MlExperiment -ExperimentId 0).Name | Should -Be 'Default'
        (Find-MlRun).Name | Should -Be 'outside'
        (Find-MlRun -AllExperiments).Count | Should -Be 2
        Assert-Failure { Use-MlExperiment -ExperimentId 77 } ExperimentNotFound ObjectNotFound $true
    }
    It 'Use-MlExperiment of a deleted one is an error' {
        $null = New-MlExperiment gone
        Remove-MlExperiment gone
        (Get-Failure { Use-MlExperiment gone }).Id | Should -Be 'InvalidState'
    }
    It 'Find-MlExperiment filters, orders, sees deleted ones and streams' -Skip:$isMySql {
        $null = 'a', 'b', 'c' | New-MlExperiment
        Set-MlTag team x -ExperimentId (Get-MlExperiment b).ExperimentId
        Remove-MlExperiment c
        (Find-MlExperiment -Filter "name LIKE 'a%'").Name | Should -Be 'a'
        (Find-MlExperiment -Filter "tags.team = 'x'").Name | Should -Be 'b'
        (Find-MlExperiment -OrderBy 'name ASC').Name | Should -Be 'Default', 'a', 'b'
        (Find-MlExperiment -ViewType DeletedOnly).Name | Should -Be 'c'
        @(Find-MlExperiment -ViewType All).Count | Should -Be 4
        @(Find-MlExperiment -MaxResults 2).Count | Should -Be 2
        Assert-Failure { Find-MlExperiment -MaxResults 0 } InvalidValue InvalidArgument $true
    }
    It 'a bad filter is a terminating InvalidFilter, ParserError: <_>' -ForEach 'Find-MlExperiment -Filter ''name LIKE''', 'Find-MlRun -Filter ''metrics.a >''', 'Find-MlRun -OrderBy ''metrics.a sideways''', 'Find-MlRun -Filter ''nope.a = 1''' {
        $failure = Get-Failure ([scriptblock]::Create($_))
        $failure.Id, $failure.Category, $failure.Terminating | Should -Be 'InvalidFilter', 'ParserError', $true
    }
    It 'Rename-MlExperiment by name, id and pipeline' {
        $e = New-MlExperiment a
        Rename-MlExperiment a b
        Rename-MlExperiment -ExperimentId $e.ExperimentId -NewName c
        ($e | Rename-MlExperiment -NewName d -PassThru).Name | Should -Be 'd'
        Assert-Failure { Rename-MlExperiment nope x } ExperimentNotFound ObjectNotFound $true
        $null = New-MlExperiment taken
        Assert-Failure { Rename-MlExperiment d taken } ExperimentExists ResourceExists $true
        Remove-MlExperiment d
        Assert-Failure { Rename-MlExperiment d e } InvalidState InvalidOperation $true
    }
    It 'Remove- and Restore-MlExperiment by name, id and pipeline, with their runs' {
        $e = Use-MlExperiment a
        $run = Start-MlRun r { Get-MlRun }
        $e | Remove-MlExperiment
        (Get-MlRun $run.RunId).LifecycleStage | Should -Be 'Deleted'
        Assert-Failure { Remove-MlExperiment a } ExperimentNotFound ObjectNotFound $false
        (Restore-MlExperiment a -PassThru).LifecycleStage | Should -Be 'Active'
        (Get-MlRun $run.RunId).LifecycleStage | Should -Be 'Active'
        Assert-Failure { Restore-MlExperiment a } ExperimentNotFound ObjectNotFound $false
        Remove-MlExperiment -ExperimentId $e.ExperimentId
        $e | Restore-MlExperiment
        (Get-MlExperiment a).LifecycleStage | Should -Be 'Active'
        Assert-Failure { Remove-MlExperiment nope } ExperimentNotFound ObjectNotFound $false
    }
    It 'Measure-MlExperiment counts runs by status' {
        $null = Use-MlExperiment a
        Start-MlRun { }
        try { Start-MlRun { throw 'x' } } catch { $null = $_ }
        $dead = Start-MlRun { Get-MlRun }
        Remove-MlRun $dead.RunId
        $null = Start-MlRun open
        $report = Measure-MlExperiment a
        $report.GetType().FullName | Should -Be 'MlTrack.MlExperimentReport'
        $report.Name, $report.RunCount, $report.Finished, $report.Failed, $report.Running, $report.Scheduled, $report.Killed, $report.DeletedRuns |
            Should -Be 'a', 3, 1, 1, 1, 0, 0, 1
        $report.FirstStartTime | Should -BeOfType datetimeoffset
        $report.LastEndTime | Should -BeOfType datetimeoffset
        @(Measure-MlExperiment).Count | Should -Be 2
        @(Get-MlExperiment a | Measure-MlExperiment).Count | Should -Be 1
        @(Measure-MlExperiment zz*).Count | Should -Be 0
        Assert-Failure { Measure-MlExperiment zz } ExperimentNotFound ObjectNotFound $false
    }
}

Describe 'Runs' {
    BeforeEach { New-Store; $null = Use-MlExperiment runs }
    AfterEach { Stop-Everything }

    It 'MlRun has the properties of the contract' -Skip:$isServer {
        $run = Start-MlRun first -Tag @{ team = 'alpha' } -Description 'about'
        Add-MlMetric loss 0.5
        Add-MlParam 'a b' 1
        $run = Stop-MlRun -PassThru
        $run.RunId | Should -Match '^[0-9a-f]{32}$'
        $run.Name, $run.Description, $run.Tags.team, $run.Params['a b'], $run.Metrics.loss | Should -Be 'first', 'about', 'alpha', '1', 0.5
        $run.Status.GetType().IsEnum | Should -BeTrue
        $run.StartTime, $run.EndTime | Should -BeOfType datetimeoffset
        $run.Duration | Should -BeOfType timespan
        $run.UserId | Should -Not -BeNullOrEmpty
        $run.LifecycleStage, $run.ParentRunId | Should -Be 'Active', $null
        $run.ArtifactUri | Should -Be (Join-Path $PWD "mlruns/$($run.ExperimentId)/$($run.RunId)/artifacts")
        $run.Info.RunId, $run.Data.Metrics.loss | Should -Be $run.RunId, 0.5
        $run.Inputs.Count | Should -Be 0
        $run.Tags['mlflow.runName'], $run.Tags['mlflow.note.content'] | Should -Be 'first', 'about'
        $run.Tags.Keys | Should -Contain 'mlflow.user'
        $run.Tags['mlflow.source.type'] | Should -Be 'LOCAL'
        (Get-Member -InputObject $run -Name EndTime).Definition | Should -Not -Match 'set;'
    }
    It 'Start-MlRun without a block opens a run, RUNNING, with a random name if none is given' {
        $run = Start-MlRun
        $run.Status, $run.EndTime | Should -Be 'Running', $null
        $run.Name | Should -Match '^[a-z]+-[a-z]+-\d+$'
        (Get-MlRun).RunId | Should -Be $run.RunId
    }
    It 'the block runs in the caller''s scope and streams' {
        $x = 1
        $out = Start-MlRun streams { $x = 2; 'a'; (Get-MlRun).Name; 'b' }
        $out | Should -Be 'a', 'streams', 'b'
        $x | Should -Be 2
        $first = Start-MlRun { 1; 2; throw 'never reached' } | Select-Object -First 1
        $first | Should -Be 1
        (Find-MlRun -OrderBy 'start_time DESC' -MaxResults 1).Status | Should -Be 'Killed'
    }
    It 'a normal end and return are FINISHED; an error that leaves the block is FAILED and goes on unchanged' {
        $ok = Start-MlRun { Get-MlRun; return; 'not reached' }
        (Get-MlRun $ok.RunId).Status | Should -Be 'Finished'
        $state = @{}
        $thrown = Get-Failure { Start-MlRun { $state.Id = (Get-MlRun).RunId; throw 'mine' } }
        $thrown.Message, $thrown.Terminating | Should -Be 'mine', $true
        (Get-MlRun $state.Id).Status | Should -Be 'Failed'
        $stop = Get-Failure { Start-MlRun { $state.Id = (Get-MlRun).RunId; Get-Item ./nope -ErrorAction Stop } }
        $stop.Id | Should -Be 'PathNotFound'
        (Get-MlRun $state.Id).Status | Should -Be 'Failed'
    }
    It 'an error after which PowerShell goes on doesn''t count' {
        $state = @{}
        $null = Start-MlRun { $state.Id = (Get-MlRun).RunId; Get-Item ./nope -ErrorAction SilentlyContinue; 'after' }
        (Get-MlRun $state.Id).Status | Should -Be 'Finished'
    }
    It 'flow control that leaves the block is FINISHED' {
        $state = @{}
        foreach ($i in 1..3) { Start-MlRun { $state.Id = (Get-MlRun).RunId; $state.I = $i; break } }
        $state.I | Should -Be 1
        (Get-MlRun $state.Id).Status | Should -Be 'Finished'
        foreach ($i in 1..3) { Start-MlRun { $state.I = $i; continue }; $state.I = 'wrong' }
        $state.I | Should -Be 3
        @(Get-MlRun -Active).Count | Should -Be 0
    }
    It 'exit 0 is FINISHED, other codes are FAILED, and the process ends with the code' {
        $uri = $script:uri
        (Invoke-Child "Set-MlTrackingUri '$uri'; Start-MlRun zero { exit 0 }; 'not reached'").ExitCode | Should -Be 0
        $child = Invoke-Child "Set-MlTrackingUri '$uri'; Start-MlRun three { exit 3 }; 'not reached'"
        $child.ExitCode | Should -Be 3
        $child.Output | Should -Not -Contain 'not reached'
        (Find-MlRun -AllExperiments | Where-Object Name -EQ zero).Status | Should -Be 'Finished'
        (Find-MlRun -AllExperiments | Where-Object Name -EQ three).Status | Should -Be 'Failed'
    }
    It 'a run left open ends FINISHED when the process exits in an orderly way' {
        $null = Invoke-Child "Set-MlTrackingUri '$script:uri'; `$null = Start-MlRun left"
        (Find-MlRun -AllExperiments | Where-Object Name -EQ left).Status | Should -Be 'Finished'
    }
    It 'a run left open ends FINISHED when the module is removed' {
        $child = Invoke-Child "Set-MlTrackingUri '$script:uri'; `$null = Start-MlRun left; Remove-Module MlTrack; 'removed'; [Environment]::FailFast"
        $child.Output[0] | Should -Be 'removed'
        (Find-MlRun -AllExperiments | Where-Object Name -EQ left).Status | Should -Be 'Finished'
    }
    It 'a run that the block has stopped itself keeps its status; runs that it left open are ended first' {
        $state = @{}
        Start-MlRun { $state.Id = (Get-MlRun).RunId; Stop-MlRun -Status Killed }
        (Get-MlRun $state.Id).Status | Should -Be 'Killed'
        try { Start-MlRun outer { $state.Inner = (Start-MlRun inner -Nested).RunId; throw 'x' } } catch { $null = $_ }
        (Get-MlRun $state.Inner).Status | Should -Be 'Failed'
        @(Get-MlRun -Active).Count | Should -Be 0
    }
    It 'experiments from the pipeline: with a block one run each, without one only one' {
        $null = 'e1', 'e2' | New-MlExperiment
        $ids = Get-MlExperiment e? | Start-MlRun { (Get-MlRun).ExperimentId }
        $ids | Sort-Object | Should -Be ((Get-MlExperiment e?).ExperimentId | Sort-Object)
        (Get-Failure { Get-MlExperiment e? | Start-MlRun }).Count | Should -Be 1
    }
    It 'nested runs know their parent, also by -ParentRunId' {
        $state = @{}
        Start-MlRun outer { $state.Outer = (Get-MlRun).RunId; Start-MlRun inner -Nested { $state.Inner = Get-MlRun } }
        $state.Inner.ParentRunId | Should -Be $state.Outer
        $child = Start-MlRun later -ParentRunId $state.Outer { Get-MlRun }
        $child.ParentRunId | Should -Be $state.Outer
        Assert-Failure { Start-MlRun x -ParentRunId nope } RunNotFound ObjectNotFound $true
        Remove-MlRun $state.Outer
        (Get-Failure { Start-MlRun x -ParentRunId $state.Outer }).Id | Should -Be 'InvalidState'
    }
    It '-RunId resumes: RUNNING, the old end until it ends again, new tags and description' {
        $run = Start-MlRun first { Get-MlRun }
        $end = (Get-MlRun $run.RunId).EndTime
        $again = Start-MlRun -RunId $run.RunId -Tag @{ t = 1 } -Description again
        $again.RunId, $again.Status, $again.Tags.t, $again.Description | Should -Be $run.RunId, 'Running', '1', 'again'
        $again.EndTime | Should -Be $end
        Stop-MlRun
        (Get-MlRun $run.RunId).Status | Should -Be 'Finished'
        Assert-Failure { Start-MlRun -RunId nope } RunNotFound ObjectNotFound $true
        Remove-MlRun $run.RunId
        Assert-Failure { Start-MlRun -RunId $run.RunId } InvalidState InvalidOperation $true
    }
    It 'an unknown experiment is an error: <_>' -ForEach 'Start-MlRun x -ExperimentId 77', 'Start-MlRun x -ExperimentName nope', 'Find-MlRun -ExperimentName nope', 'Find-MlRun -ExperimentId 77' {
        (Get-Failure ([scriptblock]::Create($_))).Id | Should -Be 'ExperimentNotFound'
        @(Get-MlRun -Active).Count | Should -Be 0
    }
    It '-LogSystemMetrics logs the load of the machine, also of a short run' {
        Start-MlRun x -LogSystemMetrics { Start-Sleep -Milliseconds 50 }
        $run = Find-MlRun
        $run.Status | Should -Be 'Finished'
        $run.Metrics['system/system_memory_usage_percentage'] | Should -BeGreaterThan 0
        $run.Metrics.Keys | Should -Contain 'system/cpu_utilization_percentage'
        $run.Metrics.Keys | Should -Contain 'system/network_receive_megabytes'
    }
    It 'Stop-MlRun sets status and end, also of an ended run' {
        $run = Start-MlRun a
        Stop-MlRun -Status Killed -EndTime '2030-01-02T03:04:05'
        $ended = Get-MlRun $run.RunId
        $ended.Status, $ended.EndTime | Should -Be 'Killed', ([datetimeoffset] '2030-01-02T03:04:05Z')
        Stop-MlRun $run.RunId -Status Scheduled
        (Get-MlRun $run.RunId).Status | Should -Be 'Scheduled'
        Assert-Failure { Stop-MlRun $run.RunId -EndTime 'abc' } InvalidValue InvalidArgument $true
        (Get-Failure { Stop-MlRun nope }).Id | Should -Be 'RunNotFound'
    }
    It 'Get-MlRun nope is a non-terminating RunNotFound, and its neighbours come' {
        $a = Start-MlRun a { Get-MlRun }
        $failure = Get-Failure { Get-MlRun $a.RunId, nope, $a.RunId }
        $failure.Id, $failure.Category, $failure.Terminating, $failure.Count, $failure.Target | Should -Be 'RunNotFound', 'ObjectNotFound', $false, 1, 'nope'
        $failure.Output.Count | Should -Be 2
        (Get-Failure { Get-MlRun 'a b' }).Id | Should -Be 'InvalidId'
    }
    It 'Set-MlRun renames, describes and sets the status' {
        $run = Start-MlRun a { Get-MlRun }
        $set = $run | Set-MlRun -Name b -Description d -Status Failed -PassThru
        $set.Name, $set.Description, $set.Status, $set.Tags['mlflow.runName'] | Should -Be 'b', 'd', 'Failed', 'b'
        Remove-MlRun $run.RunId
        (Get-Failure { Set-MlRun $run.RunId -Name c }).Id | Should -Be 'InvalidState'
    }
    It 'Remove- and Restore-MlRun are undone by each other and idempotent' {
        $run = Start-MlRun a { Get-MlRun }
        $run | Remove-MlRun
        $run | Remove-MlRun
        @(Find-MlRun).Count | Should -Be 0
        (Find-MlRun -ViewType DeletedOnly).RunId | Should -Be $run.RunId
        $run | Restore-MlRun
        (Find-MlRun).RunId | Should -Be $run.RunId
        Assert-Failure { Remove-MlRun nope } RunNotFound ObjectNotFound $false
    }
    It 'every write to a deleted run is InvalidState: <_>' -ForEach 'Add-MlParam a 1 -RunId', 'Add-MlMetric a 1 -RunId', 'Set-MlTag a 1 -RunId', 'Stop-MlRun -RunId', 'Set-MlRun -Name x -RunId', 'Remove-MlTag mlflow.runName -RunId' {
        $run = Start-MlRun a { Get-MlRun }
        Remove-MlRun $run.RunId
        $failure = Get-Failure ([scriptblock]::Create("$_ $($run.RunId)"))
        $failure.Id, $failure.Category | Should -Be 'InvalidState', 'InvalidOperation' -Because $failure.Message
    }
    It 'Find-MlRun filters and orders in the store, and its objects go on' {
        foreach ($i in 1..5) { Start-MlRun "r$i" -Tag @{ team = if ($i % 2) { 'odd' } else { 'even' } } { Add-MlMetric rmse ($i / 10); Add-MlParam i $i } }
        Start-MlRun none { }
        (Find-MlRun -Filter "metrics.rmse < 0.35 AND tags.team = 'odd'" -OrderBy 'metrics.rmse DESC').Name | Should -Be 'r3', 'r1'
        @(Find-MlRun | Where-Object { $_.Metrics.ContainsKey('rmse') -and $_.Metrics.rmse -lt 0.25 }).Count | Should -Be 2
        (Find-MlRun | Group-Object Status).Count | Should -Be 6
        @(Find-MlRun -MaxResults 2).Count | Should -Be 2
        (Find-MlRun -OrderBy 'params.i ASC' -MaxResults 1).Name | Should -Be 'r1'
        Assert-Failure { Find-MlRun -MaxResults 0 } InvalidValue InvalidArgument $true
        Assert-Failure { Find-MlRun -MaxResults 'x' } InvalidValue InvalidArgument $true
        (Find-MlRun | Sort-Object StartTime | Select-Object -First 1).Name | Should -Be 'r1'
    }
    It 'Find-MlRun collects piped experiments into one search' {
        $null = 'e1', 'e2' | New-MlExperiment
        Get-MlExperiment e? | Start-MlRun { }
        @(Get-MlExperiment e? | Find-MlRun).Count | Should -Be 2
        @(Get-MlExperiment e? | Find-MlRun -MaxResults 1).Count | Should -Be 1
        @(Find-MlRun -ExperimentName e1, e2).Count | Should -Be 2
    }
    It '-AsTable rows have MLflow''s columns, the same ones on every row' {
        Start-MlRun a { Add-MlMetric m 0.5; Add-MlParam p x }
        Start-MlRun b { Set-MlTag t v }
        $rows = @(Find-MlRun -AsTable)
        $rows.Count | Should -Be 2
        $columns = $rows[0].PSObject.Properties.Name
        $rows[1].PSObject.Properties.Name | Should -Be $columns
        $columns[0..5] | Should -Be 'run_id', 'experiment_id', 'status', 'artifact_uri', 'start_time', 'end_time'
        'metrics.m', 'params.p', 'tags.t', 'tags.mlflow.runName' | ForEach-Object { $columns | Should -Contain $_ }
        $row = $rows | Where-Object { $_.'tags.mlflow.runName' -eq 'a' }
        $row.status, $row.'metrics.m', $row.'params.p', $row.'tags.t' | Should -Be 'FINISHED', 0.5, 'x', $null
        $row.'metrics.m' | Should -BeOfType double
        $row.start_time | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
    }
    It '-AsTable -Text is invariant round-trip text in any culture' {
        Start-MlRun a { Add-MlMetric m (1 / 3) }
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Find-MlRun -AsTable -Text | Export-Csv table.csv
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        $back = Import-Csv table.csv
        [double]::Parse($back.'metrics.m', [cultureinfo]::InvariantCulture) | Should -Be (1 / 3)
        (Find-MlRun -AsTable -Text).'metrics.m' | Should -BeOfType string
    }
    It 'a column that differs only by case becomes name#2, with one warning' -Skip:$isMySql {
        Start-MlRun a { Add-MlParam lr 1; Add-MlParam LR 2 }
        Start-MlRun b { Add-MlParam lr 3; Add-MlParam LR 4 }
        $rows = Find-MlRun -AsTable -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 1
        @($rows[0].PSObject.Properties.Name -like 'params.lr*').Count | Should -Be 2
        @($rows[0].PSObject.Properties.Name -like '*#2').Count | Should -Be 1
    }
    It 'Compare-MlRun says Kind, Key, Differs and Values by run id; -Differing leaves out the rest' {
        $a = Start-MlRun a { Add-MlParam same 1; Add-MlParam lr 0.1; Add-MlMetric m 1; Get-MlRun }
        $b = Start-MlRun b { Add-MlParam same 1; Add-MlParam lr 0.2; Get-MlRun }
        $rows = Compare-MlRun $a.RunId, $b.RunId
        $lr = $rows | Where-Object Key -EQ lr
        $lr.GetType().FullName, $lr.Kind, $lr.Differs | Should -Be 'MlTrack.MlRunDifference', 'Param', $true
        $lr.Values[$a.RunId], $lr.Values[$b.RunId] | Should -Be '0.1', '0.2'
        ($rows | Where-Object Key -EQ same).Differs | Should -BeFalse
        (Find-MlRun | Compare-MlRun -Differing).Differs | Should -Not -Contain $false
        ($a, $b | Compare-MlRun | Where-Object Key -EQ m).Kind | Should -Be 'Metric'
    }
}

Describe 'Logging' {
    BeforeEach { New-Store; $run = Start-MlRun log }
    AfterEach { Stop-Everything }

    It 'a changed param is a terminating ParamChanged; the same value again is accepted' {
        Add-MlParam p 1
        Add-MlParam p 1
        Assert-Failure { Add-MlParam p 2 } ParamChanged InvalidArgument $true
        (Get-MlRun).Params.p | Should -Be '1'
    }
    It 'alias Key for Name' {
        Add-MlParam -Key p -Value 1
        Add-MlMetric -Key m -Value 1
        (Get-MlRun).Params.p, (Get-MlRun).Metrics.m | Should -Be '1', 1
    }
    It 'bad keys are a terminating InvalidName: <_>' -ForEach 'a@b', '', '/a', 'a/', 'a//b', '../a', "a`nb", "a`0b" {
        $bad = $_
        Assert-Failure { Add-MlParam $bad 1 } InvalidName InvalidArgument $true
        Assert-Failure { Add-MlMetric $bad 1 } InvalidName InvalidArgument $true
        Assert-Failure { Set-MlTag $bad 1 } InvalidName InvalidArgument $true
        (Get-Failure { Add-MlParam $bad 1 }).Target | Should -BeExactly $bad
    }
    It 'a long param is cut to 6000 characters with a warning' {
        Add-MlParam p ('x' * 6001) -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 1
        (Get-MlRun).Params.p.Length | Should -Be 6000
    }
    It 'tags go to the active run, -RunId, -ExperimentId and the piped object, and are removed there' -Skip:$isServer {
        Set-MlTag a 1
        Set-MlTag b 2 -RunId $run.RunId
        $e = New-MlExperiment e
        Set-MlTag c 3 -ExperimentId $e.ExperimentId
        $e | Set-MlTag d 4
        $run | Set-MlTag f 5
        $tags = (Get-MlRun).Tags
        $tags.a, $tags.b, $tags.f | Should -Be '1', '2', '5'
        $tags = (Get-MlExperiment e).Tags
        $tags.c, $tags.d | Should -Be '3', '4'
        Remove-MlTag a, b
        Remove-MlTag c -ExperimentId $e.ExperimentId
        $e | Remove-MlTag d
        $run | Remove-MlTag f
        (Get-MlRun).Tags.ContainsKey('a') | Should -BeFalse
        (Get-MlExperiment e).Tags.Count | Should -Be 0
    }
    It 'removing a missing tag is a non-terminating TagNotFound, and its neighbours go' {
        Set-MlTag a 1
        Assert-Failure { Remove-MlTag nope, a } TagNotFound ObjectNotFound $false
        (Get-MlRun).Tags.ContainsKey('a') | Should -BeFalse
    }
    It 'Get-MlMetric gives the whole history with RunId, Key, Value, Step, Timestamp' {
        foreach ($i in 3, 1, 2) { Add-MlMetric m $i -Step $i -Timestamp (1000 + $i) }
        $points = Get-MlMetric m
        $points[0].GetType().FullName | Should -Be 'MlTrack.MlMetric'
        $points.Step | Should -Be 1, 2, 3
        $points[0].RunId, $points[0].Key, $points[0].Value | Should -Be $run.RunId, 'm', 1
        $points[0].Timestamp | Should -BeOfType datetimeoffset
        $text = Get-MlMetric m -Text
        $text[0].Value, $text[0].Step, $text[0].Timestamp | Should -Be '1', '1', '1001'
        $text[0].Timestamp | Should -BeOfType string
    }
    It 'runs from the pipeline are logged to' {
        $others = 1..2 | ForEach-Object { Start-MlRun "o$_" -Nested { Get-MlRun } }
        $others | Add-MlParam both yes
        $others | Add-MlMetric both 1
        ($others | Get-MlRun).Params.both | Should -Be 'yes', 'yes'
        (Get-MlRun $run.RunId).Params.Count | Should -Be 0
    }
    It 'an unknown run is a terminating RunNotFound where -RunId is scalar: <_>' -ForEach 'Add-MlParam a 1 -RunId nope', 'Add-MlMetric a 1 -RunId nope', 'Set-MlTag a 1 -RunId nope', 'Get-MlMetric -RunId nope' {
        Assert-Failure ([scriptblock]::Create($_)) RunNotFound ObjectNotFound $true
    }
    It 'works under strict mode and with ErrorActionPreference Stop' {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Add-MlParam s 1
        (Row m 1), (Row n 2) | Add-MlMetric
        { Row m x | Add-MlMetric } | Should -Throw
        (Get-MlRun).Metrics.Count | Should -Be 2
    }
}

Describe 'Artifacts' {
    BeforeEach {
        New-Store
        $run = Start-MlRun art
        Set-Content one.txt one -NoNewline
        Set-Content two.txt two -NoNewline
        Set-Content -LiteralPath 'b[1].txt' bracket -NoNewline
        $null = New-Item -ItemType Directory folder/sub
        Set-Content folder/in.txt in -NoNewline
        Set-Content folder/sub/deep.txt deep -NoNewline
    }
    AfterEach { Stop-Everything }

    It 'Add-MlArtifact takes a file, to -ArtifactPath if given' {
        Add-MlArtifact one.txt
        Add-MlArtifact two.txt -ArtifactPath to/here
        (Get-MlArtifact -Recurse | Where-Object { -not $_.IsDirectory }).Path | Should -Be 'one.txt', 'to/here/two.txt'
    }
    It 'a folder keeps its name without -ArtifactPath; with one its content goes there' {
        Add-MlArtifact folder
        Add-MlArtifact folder -ArtifactPath target
        (Get-MlArtifact -Recurse | Where-Object { -not $_.IsDirectory }).Path | Sort-Object |
            Should -Be 'folder/in.txt', 'folder/sub/deep.txt', 'target/in.txt', 'target/sub/deep.txt'
    }
    It 'wildcards, -LiteralPath and files from the pipeline' {
        Add-MlArtifact *o*.txt
        Add-MlArtifact -LiteralPath 'b[1].txt'
        Get-ChildItem folder/in.txt | Add-MlArtifact
        (Get-MlArtifact).Path | Should -Be 'b[1].txt', 'in.txt', 'one.txt', 'two.txt'
    }
    It '-Text, -Json and -Bytes with -ArtifactFile' -Skip:$isServer {
        Add-MlArtifact -Text "h$([char]0xe9)" -ArtifactFile t/a.txt
        Add-MlArtifact -Json @{ a = 1 } -ArtifactFile j.json
        Add-MlArtifact -Bytes ([byte[]](0, 255)) -ArtifactFile b.bin
        [IO.File]::ReadAllBytes((Join-Path (Get-MlRun).ArtifactUri t/a.txt)) | Should -Be 0x68, 0xc3, 0xa9
        (Get-Content (Join-Path (Get-MlRun).ArtifactUri j.json) -Raw | ConvertFrom-Json).a | Should -Be 1
        [IO.File]::ReadAllBytes((Join-Path (Get-MlRun).ArtifactUri b.bin)) | Should -Be 0, 255
    }
    It 'a missing source is PathNotFound and its neighbours are logged' {
        Assert-Failure { Add-MlArtifact one.txt, nope.txt, two.txt } PathNotFound ObjectNotFound $false
        @(Get-MlArtifact).Count | Should -Be 2
    }
    It 'an artifact path out of the run is InvalidName: <_>' -ForEach '../x', '/abs', 'a//b', 'C:/x', 'a\b', './a', '..' {
        $bad = $_
        $failure = Get-Failure { Add-MlArtifact one.txt -ArtifactPath $bad }
        $failure.Id, $failure.Category | Should -Be 'InvalidName', 'InvalidArgument' -Because $failure.Message
        @(Get-MlArtifact).Count | Should -Be 0
    }
    It 'Get-MlArtifact lists one level with Path, IsDirectory, Size, RunId, Uri; of a path; by -RunId and -Uri' -Skip:$isServer {
        Add-MlArtifact one.txt
        Add-MlArtifact folder
        $list = Get-MlArtifact
        $list.Path | Should -Be 'folder', 'one.txt'
        $list.IsDirectory | Should -Be $true, $false
        $list[1].Size, $list[1].RunId | Should -Be 3, $run.RunId
        $list[0].Size | Should -BeNullOrEmpty
        $list[1].Uri | Should -Be (Join-Path (Get-MlRun).ArtifactUri one.txt)
        (Get-MlArtifact folder -RunId $run.RunId).Path | Should -Be 'folder/in.txt', 'folder/sub'
        (Get-MlArtifact -Uri "runs:/$($run.RunId)/folder").Path | Should -Be 'folder/in.txt', 'folder/sub'
        ($run | Get-MlArtifact -Recurse).Count | Should -Be 5
    }
    It 'Save-MlArtifact keeps the whole path below the destination and emits what was asked for' {
        Add-MlArtifact folder
        $file = Save-MlArtifact folder/sub/deep.txt down
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Join-Path $PWD down/folder/sub/deep.txt)
        $dir = Save-MlArtifact folder all
        $dir | Should -BeOfType System.IO.DirectoryInfo
        Get-Content all/folder/in.txt | Should -Be 'in'
        (Save-MlArtifact -Uri "runs:/$($run.RunId)/folder/in.txt" -Destination uri).Name | Should -Be 'in.txt'
        (Get-MlArtifact folder | Where-Object Path -EQ folder/in.txt | Save-MlArtifact -Destination piped).FullName | Should -Be (Join-Path $PWD piped/folder/in.txt)
    }
    It 'a destination that is there is PathExists, with -Force overwritten' {
        Add-MlArtifact one.txt
        Set-Content one.txt old
        (Get-Failure { Save-MlArtifact one.txt }).Id | Should -Be 'PathExists'
        Get-Content one.txt | Should -Be 'old'
        $null = Save-MlArtifact one.txt -Force
        Get-Content one.txt | Should -Be 'one'
    }
    It 'an artifact that isn''t there is ArtifactNotFound' {
        $failure = Get-Failure { Save-MlArtifact nope.txt down }
        $failure.Id, $failure.Category | Should -Be 'ArtifactNotFound', 'ObjectNotFound'
        Test-Path down/nope.txt | Should -BeFalse
        (Get-Failure { Save-MlArtifact ../../x down }).Count | Should -Be 1
    }
    It 'a symbolic link out of the folder is never followed' -Skip:($IsWindows -or $isServer) {
        Add-MlArtifact folder
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path (Get-MlRun).ArtifactUri link) -Target /etc
        (Get-Failure { Save-MlArtifact link/passwd down }).Count | Should -Be 1
        Test-Path down/link/passwd | Should -BeFalse
    }
}
