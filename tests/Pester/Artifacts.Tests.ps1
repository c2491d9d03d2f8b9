# Artifacts as a user handles them: files from the pipeline, folders, contents, and back again.

BeforeAll {
    $manifest = if ($env:MLTRACK_TEST_MODULE) { $env:MLTRACK_TEST_MODULE } else { (Resolve-Path (Join-Path $PSScriptRoot '../../MlTrack.psd1')).Path }
    Import-Module $manifest
}

Describe 'Artifacts' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        Push-Location $folder
        Set-MlTrackingUri ./runs.db
        $script:run = Start-MlRun 'artifacts'
        $null = New-Item -ItemType Directory plots/deep
        Set-Content a.txt 'a'
        Set-Content -LiteralPath 'b[1].txt' 'b'
        Set-Content plots/roc.png 'png'
        Set-Content plots/deep/x.bin 'x'
    }

    AfterEach {
        while (Get-MlRun -Active) { Stop-MlRun }
        Pop-Location
    }

    It 'takes files from Get-ChildItem, odd names too' {
        Get-ChildItem *.txt | Add-MlArtifact -ArtifactPath texts
        (Get-MlArtifact texts).Path | Should -Be 'texts/a.txt', 'texts/b[1].txt'
    }

    It 'takes folders and wildcards, relative to PowerShell''s location' {
        Set-Location plots
        Add-MlArtifact *.png
        Set-Location ..
        Add-MlArtifact plots
        Add-MlArtifact plots -ArtifactPath figures
        (Get-MlArtifact -Recurse | Where-Object { -not $_.IsDirectory }).Path |
            Should -Be 'figures/deep/x.bin', 'figures/roc.png', 'plots/deep/x.bin', 'plots/roc.png', 'roc.png'
    }

    It 'writes JSON that reads back' {
        $report = [ordered]@{ name = 'Zoë'; scores = 0.5, 1; nested = [pscustomobject]@{ ok = $true; none = $null } }
        Add-MlArtifact -Json $report -ArtifactFile report.json
        Add-MlArtifact -Json ($report | ConvertTo-Json) -ArtifactFile same.json
        Save-MlArtifact -Destination out | Should -BeOfType System.IO.DirectoryInfo
        $read = Get-Content out/report.json -Raw
        ($read | ConvertFrom-Json).scores | Should -Be 0.5, 1
        ($read | ConvertFrom-Json).nested.ok | Should -BeTrue
        $read | Should -Match '"name": "Zoë"'
        (Get-Content out/same.json -Raw | ConvertFrom-Json -AsHashtable).nested.none | Should -BeNullOrEmpty
    }

    It 'saves what was listed, also through a file' {
        Add-MlArtifact plots
        Get-MlArtifact plots | Where-Object { -not $_.IsDirectory } | Export-Clixml listed.xml
        $saved = Import-Clixml listed.xml | Save-MlArtifact -Destination back
        $saved.FullName | Should -Be (Join-Path $folder 'back/plots/roc.png')
        Get-Content $saved | Should -Be 'png'
        { Import-Clixml listed.xml | Save-MlArtifact -Destination back -ErrorAction Stop } | Should -Throw -ErrorId 'PathExists*'
    }

    It 'copies artifacts from run to run by URI' {
        Add-MlArtifact plots
        $saved = Save-MlArtifact "runs:/$($run.RunId)/plots" ./moved
        Start-MlRun second -Nested | Add-MlArtifact $saved.FullName -ArtifactPath again
        (Get-MlArtifact again).Path | Should -Be 'again/deep', 'again/roc.png'
    }

    It 'names what is missing and takes the rest' {
        $failures = $null
        Add-MlArtifact nope.txt, a.txt -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
        $failures.TargetObject | Should -Be 'nope.txt'
        (Get-MlArtifact).Path | Should -Be 'a.txt'
    }

    It 'shows artifacts as a table' {
        Add-MlArtifact -Text 'hello' -ArtifactFile hello.txt -PassThru | Out-String | Should -Match 'hello\.txt'
    }
}
