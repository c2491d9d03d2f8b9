# A warm session: reads a request a line from standard input, answers each with one line of JSON. What is measured is what a user types.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$process = [System.Diagnostics.Process]::GetCurrentProcess()

function Get-Worked {
    # What the processors have worked for this process, in milliseconds.
    $process.Refresh()
    $process.TotalProcessorTime.TotalMilliseconds
}

$actions = @{
    versions   = { @{ pwsh = $PSVersionTable.PSVersion.ToString(); dotnet = [Environment]::Version.ToString() } }
    connect    = {
        Set-MlTrackingUri $request.db
        @{}
    }
    log_metric = {
        $run = Start-MlRun
        try {
            $times = [double[]]::new($request.count)
            $watch = [System.Diagnostics.Stopwatch]::new()
            $worked = Get-Worked
            for ($i = 0; $i -lt $request.count; $i++) {
                $watch.Restart()
                Add-MlMetric loss 0.5 -Step $i
                $times[$i] = $watch.Elapsed.TotalMilliseconds
            }
            $worked = ((Get-Worked) - $worked) / $request.count
        } finally {
            Stop-MlRun
        }
        @{ ms = $times; cpu = $worked; run = $run.RunId }
    }
    log_many   = {
        $null = Start-MlRun
        try {
            $count = $request.count
            $worked = Get-Worked
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            1..$count | ForEach-Object { [pscustomobject]@{ Name = 'loss'; Value = $_; Step = $_ } } | Add-MlMetric
            $elapsed = $watch.Elapsed.TotalMilliseconds
            $worked = (Get-Worked) - $worked
        } finally {
            Stop-MlRun
        }
        @{ ms = @($elapsed); cpu = $worked }
    }
    # A folder, or a file, to a new run; 'single' pipes a folder's files one by one.
    upload     = {
        $experiment = if ($request.place) { New-MlExperiment ([guid]::NewGuid().ToString('N')) -ArtifactLocation $request.place } else { Get-MlExperiment Default }
        $null = Start-MlRun -ExperimentName $experiment.Name
        try {
            $worked = Get-Worked
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            if ($request.single) {
                $null = Get-ChildItem $request.folder | Add-MlArtifact -ArtifactPath files
            } else {
                $null = Add-MlArtifact $request.folder -ArtifactPath files
            }
            $elapsed = $watch.Elapsed.TotalMilliseconds
            $worked = (Get-Worked) - $worked
        } finally {
            Stop-MlRun
        }
        @{ ms = @($elapsed); cpu = $worked }
    }
    # Versions of one new model, from one run's artifact.
    register   = {
        $run = Start-MlRun
        try {
            $null = Add-MlArtifact -Text 'a model' -ArtifactFile model/MLmodel
            $uri = "runs:/$($run.RunId)/model"
            $name = 'model-' + [guid]::NewGuid().ToString('N')
            $worked = Get-Worked
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            for ($i = 0; $i -lt $request.count; $i++) {
                $null = Register-MlModel $name -ModelUri $uri
            }
            $elapsed = $watch.Elapsed.TotalMilliseconds
            $worked = (Get-Worked) - $worked
        } finally {
            Stop-MlRun
        }
        @{ ms = @($elapsed); cpu = $worked; rows = @(Get-MlModelVersion $name).Count }
    }
    # What the same pipeline costs with nothing at its end.
    no_sink    = {
        $count = $request.count
        $worked = Get-Worked
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        1..$count | ForEach-Object { [pscustomobject]@{ Name = 'loss'; Value = $_; Step = $_ } } | Out-Null
        $elapsed = $watch.Elapsed.TotalMilliseconds
        @{ ms = @($elapsed); cpu = (Get-Worked) - $worked }
    }
    get_run    = {
        $id = $request.run
        $times = [double[]]::new($request.count)
        $watch = [System.Diagnostics.Stopwatch]::new()
        $worked = Get-Worked
        for ($i = 0; $i -lt $request.count; $i++) {
            $watch.Restart()
            $run = Get-MlRun $id
            $times[$i] = $watch.Elapsed.TotalMilliseconds
        }
        $worked = ((Get-Worked) - $worked) / $request.count
        @{ ms = $times; cpu = $worked; rows = $run.Params.Count + $run.Metrics.Count + $run.Tags.Count }
    }
    find       = {
        $find = @{ ExperimentId = $request.experiment }
        foreach ($name in 'Filter', 'OrderBy', 'MaxResults', 'AsTable', 'Property') {
            if ($request.PSObject.Properties[$name]) {
                $find[$name] = $request.$name
            }
        }
        $times = [double[]]::new($request.count)
        $watch = [System.Diagnostics.Stopwatch]::new()
        $worked = Get-Worked
        for ($i = 0; $i -lt $request.count; $i++) {
            $found = $null
            $watch.Restart()
            if ($request.keep) {
                $found = Find-MlRun @find
            } else {
                Find-MlRun @find | Out-Null
            }
            $times[$i] = $watch.Elapsed.TotalMilliseconds
        }
        $worked = ((Get-Worked) - $worked) / $request.count
        # Counted where it was kept, or asked for: the rounds themselves are not to carry the cost.
        $rows = if ($request.keep) { @($found).Count } elseif ($request.rows) { (Find-MlRun @find | Measure-Object).Count } else { 0 }
        @{ ms = $times; cpu = $worked; rows = $rows }
    }
    find_first = {
        $id = $request.experiment
        $times = [double[]]::new($request.count)
        $watch = [System.Diagnostics.Stopwatch]::new()
        $worked = Get-Worked
        for ($i = 0; $i -lt $request.count; $i++) {
            $watch.Restart()
            $run = Find-MlRun -ExperimentId $id | Select-Object -First 1
            $times[$i] = $watch.Elapsed.TotalMilliseconds
        }
        $worked = ((Get-Worked) - $worked) / $request.count
        @{ ms = $times; cpu = $worked; rows = @($run).Count }
    }
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $request = ConvertFrom-Json $line
    try {
        $answer = . $actions[$request.do]
    } catch {
        $answer = @{ error = $_.ToString() }
    }
    [Console]::Out.WriteLine((ConvertTo-Json -Compress $answer))
}
