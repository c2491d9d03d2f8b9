# What an orderly end of the process leaves behind.
BeforeAll {
    $script:manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else { Join-Path $PSScriptRoot '../../MlTrack.psd1' }
    $script:pwsh = (Get-Command pwsh -CommandType Application -TotalCount 1).Source
}

Describe 'The end of the process' {
    It 'leaves the database in one file, with open runs ended' {
        $database = Join-Path $TestDrive 'runs.db'
        & $script:pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$script:manifest'
            Set-MlTrackingUri '$database'
            `$null = Start-MlRun open
            Add-MlMetric loss 1"
        (Get-ChildItem -LiteralPath $TestDrive -Filter 'runs.db*').Name | Should -Be 'runs.db'

        Import-Module $script:manifest
        Set-MlTrackingUri $database
        $run = Find-MlRun
        $run.Status | Should -Be 'Finished'
        $run.Metrics.loss | Should -Be 1
    }
}
