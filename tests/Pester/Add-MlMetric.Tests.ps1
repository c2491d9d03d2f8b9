# Logging as a user does it: CSV files, parallel runspaces, other cultures, objects that came through a file.

BeforeAll {
    $manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else { (Resolve-Path (Join-Path $PSScriptRoot '../../MlTrack.psd1')).Path }
    Import-Module $manifest

    function Get-Exact {
        # A history with every bit of it.
        param([string] $RunId)
        Get-MlMetric -RunId $RunId | ForEach-Object {
            '{0} {1:x16} {2} {3}' -f $_.Key, [System.BitConverter]::DoubleToInt64Bits($_.Value), $_.Step, $_.Timestamp.ToUnixTimeMilliseconds()
        }
    }
}

Describe 'Add-MlMetric' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        Push-Location $folder
        Set-MlTrackingUri ./runs.db
        $script:run = Start-MlRun 'training'
    }

    AfterEach {
        while (Get-MlRun -Active) { Stop-MlRun }
        Pop-Location
    }

    It 'takes the rows of a CSV file and names the bad ones' {
        $lines = @(
            'Name,Value,Step,Timestamp'
            'loss,0.5,1,2026-01-31T12:00:00Z'
            'loss,,2,'
            'loss,"0,25",2,2026-01-31T12:00:01Z'
            'loss,1e-3,3,1769860802000'
            'acc,nan,3,2026-01-31 12:00:02'
        )
        Set-Content log.csv $lines
        $failures = $null
        Import-Csv log.csv | Add-MlMetric -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 2
        $failures.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'InvalidValue', 'InvalidValue'
        (Get-MlMetric loss).Value | Should -Be 0.5, 0.001
        (Get-MlMetric acc).Timestamp.ToUnixTimeMilliseconds() | Should -Be 1769860802000
    }

    It 'takes the columns of MLflow''s metric history' {
        Set-Content history.csv 'run_id,key,value,timestamp,step', "$($run.RunId),loss,0.25,1769860802000,4"
        Stop-MlRun
        Import-Csv history.csv | Add-MlMetric
        (Get-MlMetric -RunId $run.RunId).Step | Should -Be 4
    }

    It 'loses nothing when eight runspaces log to one run' {
        1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            $ErrorActionPreference = 'Stop'
            Import-Module $using:manifest
            $worker = $_
            foreach ($step in 1..1000) {
                [pscustomobject]@{ Name = "worker$worker"; Value = $step / 7; Step = $step }
            }
        } | Add-MlMetric -RunId $run.RunId
        @(Get-MlMetric -RunId $run.RunId).Count | Should -Be 8000
    }

    It 'loses nothing when eight runspaces log by themselves' {
        1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            $ErrorActionPreference = 'Stop'
            Import-Module $using:manifest
            $worker = $_
            Add-MlMetric "single$worker" 1 -RunId $using:run.RunId
            1..1000 | ForEach-Object { [pscustomobject]@{ Name = "worker$worker"; Value = $_ / 7; Step = $_ } } | Add-MlMetric -RunId $using:run.RunId
        }
        (Get-MlRun).Metrics.Count | Should -Be 16
        @(Get-MlMetric).Count | Should -Be 8008
    }

    It 'reads back to the bit what was exported, in the culture <_>' -ForEach '', 'de-DE', 'tr-TR' {
        $values = 0.1, (1 / 3), [double]::Epsilon, [double]::MaxValue, -0.0, 1e21, 123456789.125, [double]::NaN, [double]::PositiveInfinity, -1e-300
        foreach ($i in 0..($values.Count - 1)) {
            Add-MlMetric 'İi.x' $values[$i] -Step ($i - 3) -Timestamp (1700000000001 + $i)
        }
        $copy = Start-MlRun 'copy' -Nested
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            Get-MlMetric -RunId $run.RunId -Text | Export-Csv history.csv
            Import-Csv history.csv | Add-MlMetric -RunId $copy.RunId
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
        Get-Exact $copy.RunId | Should -Be (Get-Exact $run.RunId)
        @(Get-Exact $copy.RunId).Count | Should -Be $values.Count
    }

    It 'takes runs and metrics that came through a file' {
        Add-MlMetric loss 0.125 -Step 2 -Timestamp 1700000000123
        $copy = Start-MlRun 'copy' -Nested
        Get-MlRun $run.RunId | Export-Clixml run.xml
        Get-MlMetric -RunId $run.RunId | Export-Clixml metrics.xml
        Import-Clixml metrics.xml | Add-MlMetric -RunId $copy.RunId
        Get-Exact $copy.RunId | Should -Be (Get-Exact $run.RunId)
        Import-Clixml run.xml | Add-MlMetric accuracy 0.9
        (Get-MlRun $run.RunId).Metrics.accuracy | Should -Be 0.9
    }

    It 'stores what it accepted when the rest of the pipeline has enough' {
        $first = 1..50 | ForEach-Object { @{ Name = 'loss'; Value = $_; Step = $_ }; Start-Sleep -Milliseconds 50 } | Add-MlMetric -PassThru | Select-Object -First 1
        $first.Value | Should -Be 1
        (Get-MlMetric loss).Count | Should -BeGreaterThan 1
    }

    It 'logs what Measure-Object and calculated properties make' {
        1..4 | Measure-Object -Average | Select-Object @{ n = 'Name'; e = { 'mean' } }, @{ n = 'Value'; e = { $_.Average } } | Add-MlMetric
        (Get-MlRun).Metrics.mean | Should -Be 2.5
    }

    It 'shows metrics as a table' {
        $text = Add-MlMetric loss 0.5 -Step 3 -PassThru | Out-String
        $text | Should -Match 'Key +Step +Value +Timestamp'
        $text | Should -Match 'loss +3 +0\.5'
    }
}
