# The script block of Start-MlRun as a user meets it: each test says what the block does to its run, and that it behaves as if it stood
# alone. $env:MLTRACK_TEST_MODULE names the manifest of the module to test (the clone's by default).

BeforeAll {
    $script:manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else {
        (Resolve-Path (Join-Path $PSScriptRoot '../../MlTrack.psd1')).Path
    }
    Import-Module $script:manifest

    function Get-RunStatus {
        # The statuses of all runs, the first one first.
        Find-MlRun -AllExperiments -OrderBy 'attributes.start_time ASC' | ForEach-Object { [string] $_.Status }
    }

    function Invoke-ChildScript {
        # Runs a script in a PowerShell of its own, on the store of this test. Gives its exit code.
        param([string] $Script)
        $file = Join-Path $script:folder 'child.ps1'
        Set-Content -LiteralPath $file -Value "Import-Module '$script:manifest'; Set-MlTrackingUri '$script:folder/runs.db'; $Script"
        $null = & (Get-Command pwsh -CommandType Application -TotalCount 1).Source -NoProfile -NonInteractive -File $file 2>&1
        $LASTEXITCODE
    }
}

Describe 'The script block of Start-MlRun' {
    BeforeEach {
        $script:folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
        $null = New-Item -ItemType Directory -Path $script:folder
        Set-MlTrackingUri (Join-Path $script:folder 'runs.db')
    }

    Context 'that ends by itself' {
        It 'sets variables of a function that calls it' {
            function Invoke-It { $v = 1; Start-MlRun { $v = 2; $w = 3 }; "$v $w" }
            Invoke-It | Should -Be '2 3'
            Get-RunStatus | Should -Be 'Finished'
        }

        It 'sees what the caller sees: $_ and local variables' {
            $local = 'x'
            1..2 | ForEach-Object { Start-MlRun { "$local$_" } } | Should -Be 'x1', 'x2'
        }

        It 'comes from another module and keeps that module''s scope' {
            $module = New-Module -ScriptBlock {
                $secret = 1
                function Invoke-It { Start-MlRun { $script:secret++; $script:secret } }
            }
            & $module { Invoke-It } | Should -Be 2
        }

        It 'streams its output' {
            $log = [System.Collections.Generic.List[string]]::new()
            Start-MlRun { $log.Add('a'); 1; $log.Add('b'); 2 } | ForEach-Object { $log.Add("got $_") }
            $log | Should -Be 'a', 'got 1', 'b', 'got 2'
        }

        It 'gives its warnings, verbose and information records to the caller''s streams' {
            $all = Start-MlRun { Write-Warning w; Write-Verbose v -Verbose; Write-Information i; 1 } *>&1
            $all.ForEach({ $_.GetType().Name }) | Should -Be 'WarningRecord', 'VerboseRecord', 'InformationRecord', 'Int32'
        }

        It 'ends early with <name>, which counts as a normal end' -ForEach @(
            @{ name = 'return'; body = { Start-MlRun { 1; return; 2 }; 3 }; output = 1, 3 }
            @{ name = 'break'; body = { foreach ($i in 1..3) { Start-MlRun { $i; break } }; 9 }; output = 1, 9 }
            @{ name = 'continue'; body = { foreach ($i in 1..2) { Start-MlRun { $i; continue } }; 9 }; output = 1, 2, 9 }
            @{ name = 'a labelled continue'; body = { :o foreach ($i in 1..2) { foreach ($j in 1..2) { Start-MlRun { $i; continue o } } }; 9 }; output = 1, 2, 9 }
        ) {
            & $body | Should -Be $output
            Get-RunStatus | Sort-Object -Unique | Should -Be 'Finished'
        }

        It 'exit <code> ends the process with <rc> and the run as <status>' -ForEach @(
            @{ code = '0'; rc = 0; status = 'Finished' }
            @{ code = ''; rc = 0; status = 'Finished' }
            @{ code = '3'; rc = 3; status = 'Failed' }
        ) {
            Invoke-ChildScript "Start-MlRun { exit $code }; exit 9" | Should -Be $rc
            Get-RunStatus | Should -Be $status
        }
    }

    Context 'that fails' {
        BeforeAll {
            function Stop-It {
                [CmdletBinding()]
                param()
                $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([Exception]::new('boom'), 'MyId', 'InvalidData', 5))
            }
        }

        It 'goes on with the same error: <statement>' -ForEach @(
            @{ statement = { throw 'boom' } }
            @{ statement = { throw [System.InvalidOperationException]::new('boom') } }
            @{ statement = { [int]::Parse('x') } }
            @{ statement = { 1 / $null } }
            @{ statement = { no-such-command } }
            @{ statement = { Get-Item /no/such/file -ErrorAction Stop } }
            @{ statement = { Write-Error 'boom' -ErrorAction Stop } }
            @{ statement = { Get-MlRun nope -ErrorAction Stop } }
            @{ statement = { Stop-It } }
        ) {
            function Get-Caught {
                [CmdletBinding()]
                param([scriptblock] $Block)
                try { & $Block } catch {
                    $_.FullyQualifiedErrorId, $_.CategoryInfo.ToString(), $_.Exception.GetType().FullName, $_.Exception.Message,
                    $_.TargetObject, $_.InvocationInfo.ScriptName, $_.InvocationInfo.ScriptLineNumber, $_.Exception.WasThrownFromThrowStatement -join '|'
                }
            }
            # On one line, because Write-Error names the line of the statement that called the block.
            $inside, $alone = @({ Start-MlRun $statement }, { . $statement }).ForEach({ Get-Caught $_ })
            $inside | Should -Not -BeNullOrEmpty
            $inside | Should -BeExactly $alone
            Get-RunStatus | Should -Be 'Failed'
        }

        It 'is caught by the type of the error' {
            $caught = try { Start-MlRun { [int]::Parse('x') } } catch [System.FormatException] { 'yes' }
            $caught | Should -Be 'yes'
        }

        It 'adds one error to $Error, as it would alone' {
            $Error.Clear()
            try { Start-MlRun { throw 'boom' } } catch { $null = $_ }
            $Error.Count | Should -Be 1
        }

        It 'leaves a script that goes on after the error going on' {
            Invoke-ChildScript 'try { Start-MlRun { [int]::Parse("x") } } finally { $null }; exit 5' | Should -Be 5
            Get-RunStatus | Should -Be 'Failed'
        }

        It 'ends a script after throw' {
            Invoke-ChildScript 'Start-MlRun { throw "x" }; exit 5' | Should -Be 1
            Get-RunStatus | Should -Be 'Failed'
        }

        It 'does not fail by an error after which the block goes on' {
            Invoke-ChildScript 'Start-MlRun { [int]::Parse("x"); Write-Error y; Get-MlRun | Set-MlRun -Name z }; exit 5' | Should -Be 5
            Get-RunStatus | Should -Be 'Finished'
            (Find-MlRun).Name | Should -Be 'z'
        }

        It 'gives its errors to the caller''s stream, also merged or left out' {
            $all = Start-MlRun { 1; Write-Error e; 2 } 2>&1
            $all.ForEach({ $_.GetType().Name }) | Should -Be 'Int32', 'ErrorRecord', 'Int32'
            Start-MlRun { 1; Write-Error e; 2 } 2>$null | Should -Be 1, 2
        }
    }

    Context 'that is stopped' {
        It 'is killed by Select-Object -First, and its finally blocks run' {
            $log = [System.Collections.Generic.List[string]]::new()
            Start-MlRun { try { 1..5 | ForEach-Object { $_ } } finally { $log.Add('fin') }; $log.Add('never') } | Select-Object -First 2 | Should -Be 1, 2
            $log | Should -Be 'fin'
            Get-RunStatus | Should -Be 'Killed'
            { Get-MlRun } | Should -Throw -ErrorId 'NoActiveRun*'
        }

        It 'is killed by a stopped pipeline, with the runs inside it' {
            $shell = [powershell]::Create().AddScript(
                "Import-Module '$script:manifest'; Start-MlRun outer { Start-MlRun inner -Nested { 'started'; Start-Sleep 60 } }")
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            while ($output.Count -eq 0 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
            $shell.Dispose()
            Get-RunStatus | Should -Be 'Killed', 'Killed'
        }

        # A process started in the background of a script may have SIGINT ignored, and hands that on to its children.
        $ignoresInterrupt = (Test-Path /proc/self/status) -and (Get-Content /proc/self/status | Where-Object { $_ -match '^SigIgn:.*[2367abef]$' })
        It 'is killed by <Name>' -Skip:($IsWindows -or $ignoresInterrupt) -ForEach @(
            @{ Name = 'Ctrl+C'; Signal = '-INT' }
            @{ Name = 'an agent that cancels its job'; Signal = '-TERM' }
        ) {
            $file = Join-Path $script:folder 'child.ps1'
            Set-Content -LiteralPath $file -Value @"
Import-Module '$script:manifest'; Set-MlTrackingUri '$script:folder/runs.db'
Start-MlRun { Set-Content '$script:folder/started' 1; Start-Sleep 60 }
"@
            # As a .NET tool 'pwsh' is a program that starts another one, which a signal to the first doesn't reach.
            $child = Start-Process dotnet -ArgumentList "$PSHOME/pwsh.dll", '-NoProfile', '-File', $file -PassThru -RedirectStandardOutput (Join-Path $script:folder 'out')
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not (Test-Path "$script:folder/started") -and $watch.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 50 }
            & /bin/kill $Signal $child.Id
            $child.WaitForExit(20000) | Should -BeTrue
            Get-RunStatus | Should -Be 'Killed'
        }
    }

    Context 'with runs inside' {
        It 'ends those that it left open first, with its status' {
            { Start-MlRun outer { $null = Start-MlRun inner -Nested; throw 'x' } } | Should -Throw 'x'
            Get-RunStatus | Should -Be 'Failed', 'Failed'
        }

        It 'keeps the status of a run that it stopped itself' {
            Start-MlRun { Stop-MlRun -Status Scheduled }
            Get-RunStatus | Should -Be 'Scheduled'
        }

        It 'is the run that Get-MlRun gives' {
            Start-MlRun outer {
                (Get-MlRun).Name
                Start-MlRun inner -Nested { (Get-MlRun).Name }
                (Get-MlRun).Name
            } | Should -Be 'outer', 'inner', 'outer'
        }
    }

    It 'runs nothing with -WhatIf' {
        Start-MlRun { throw 'x' } -WhatIf | Should -BeNullOrEmpty
        Test-Path (Join-Path $script:folder 'runs.db') | Should -BeFalse
    }
}
