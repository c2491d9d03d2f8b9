<#
.SYNOPSIS
    Tracks a real piece of work: a grid search of a k-nearest-neighbours classifier on Iris, with 5-fold cross-validation.
.DESCRIPTION
    One parent run, and a nested run for each combination of hyperparameters. Each logs its params, the accuracy of every fold as a
    metric with steps, tags, a confusion matrix and its predictions. Then the best runs are found again, grouped, exported and reported.
    Everything lands in a folder of its own; running the script again adds to it.
.PARAMETER Folder
    Where the database, the artifacts and the exported table go; made if it is missing.
.EXAMPLE
    ./examples/quickstart.ps1
.EXAMPLE
    dotnet run -c Release --project src/MlTrack.Shell -- examples/quickstart.ps1
#>
[CmdletBinding()]
param(
    [string] $Folder = (Join-Path (Get-Location).ProviderPath 'mltrack-quickstart')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module MlTrack)) {
    Import-Module (Join-Path $PSScriptRoot '../MlTrack.psd1')
}

if (-not (Test-Path $Folder)) {
    $null = New-Item -ItemType Directory -Path $Folder
}

# ---- The classifier: plain PowerShell, so that all the time goes into something you can read. -------------------------------------
$features = 'sepal_length', 'sepal_width', 'petal_length', 'petal_width'
$foldCount = 5

function Get-Neighbour {
    # For each row: all other rows, nearest first. Sorting once per distance serves every k and every weighting.
    param([double[][]] $Point, [string] $Distance)

    $count = $Point.Length
    for ($i = 0; $i -lt $count; $i++) {
        $a = $Point[$i]
        $distances = [double[]]::new($count)
        $order = [int[]]::new($count)
        for ($j = 0; $j -lt $count; $j++) {
            $b = $Point[$j]
            $sum = 0.0
            for ($f = 0; $f -lt $a.Length; $f++) {
                $difference = [Math]::Abs($a[$f] - $b[$f])
                $sum += if ($Distance -eq 'euclidean') { $difference * $difference } else { $difference }
            }
            $distances[$j] = if ($Distance -eq 'euclidean') { [Math]::Sqrt($sum) } else { $sum }
            $order[$j] = $j
        }
        [Array]::Sort($distances, $order)
        [pscustomobject]@{ Row = $i; Order = $order; Distances = $distances }
    }
}

function Get-Prediction {
    # Classifies each row by its nearest neighbours in the other folds.
    param([object[]] $Neighbour, [string[]] $Species, [int[]] $Fold, [int] $K, [string] $Weights)

    foreach ($entry in $Neighbour) {
        $votes = @{}
        $found = 0
        for ($n = 0; $found -lt $K; $n++) {
            $other = $entry.Order[$n]
            if ($Fold[$other] -eq $Fold[$entry.Row]) {
                continue
            }
            $weight = if ($Weights -eq 'distance') { 1.0 / ($entry.Distances[$n] + 1e-9) } else { 1.0 }
            $votes[$Species[$other]] = $votes[$Species[$other]] + $weight
            $found++
        }
        $best = $null
        foreach ($name in 'setosa', 'versicolor', 'virginica') {
            if ($votes.ContainsKey($name) -and ($null -eq $best -or $votes[$name] -gt $votes[$best])) {
                $best = $name
            }
        }
        [pscustomobject]@{ row = $entry.Row; fold = $Fold[$entry.Row]; actual = $Species[$entry.Row]; predicted = $best }
    }
}

# ---- The data ---------------------------------------------------------------------------------------------------------------------
$culture = [cultureinfo]::InvariantCulture
$data = @(Import-Csv (Join-Path $PSScriptRoot 'data/iris.csv'))
$points = [double[][]] @(foreach ($row in $data) { , [double[]] @(foreach ($name in $features) { [double]::Parse($row.$name, $culture) }) })
$species = [string[]] @(foreach ($row in $data) { $row.species })

# Every fifth row of a species is in the same fold, so that each fold has ten of each.
$folds = [int[]] @(for ($i = 0; $i -lt $data.Count; $i++) { $i % $foldCount })

# ---- Track the search -------------------------------------------------------------------------------------------------------------
$clock = [System.Diagnostics.Stopwatch]::StartNew()
Set-MlTrackingUri (Join-Path $Folder 'mlflow.db') -ArtifactRoot (Join-Path $Folder 'mlruns')
$experiment = Use-MlExperiment 'iris-knn'
"Tracking to $((Get-MlTrackingUri).Uri), experiment '$($experiment.Name)'."

$grid = foreach ($distance in 'euclidean', 'manhattan') {
    foreach ($weights in 'uniform', 'distance') {
        foreach ($k in 1, 3, 5, 7, 11, 15) {
            [pscustomobject]@{ k = $k; weights = $weights; distance = $distance }
        }
    }
}

$description = "Grid search over $(@($grid).Count) combinations with $foldCount-fold cross-validation."
Start-MlRun 'grid-search' -Tag @{ team = 'quickstart'; stage = 'search' } -Description $description {
    Add-MlParam -Param ([ordered]@{ data_rows = $data.Count; data_features = $features.Count; cv_folds = $foldCount })
    $neighbours = @{}
    $bestAccuracy = 0.0

    foreach ($candidate in $grid) {
        if (-not $neighbours.ContainsKey($candidate.distance)) {
            $neighbours[$candidate.distance] = @(Get-Neighbour -Point $points -Distance $candidate.distance)
        }

        Start-MlRun "knn-$($candidate.k)-$($candidate.weights)-$($candidate.distance)" -Nested -Tag @{ model_type = 'knn' } {
            Add-MlParam -Param ([ordered]@{ k = $candidate.k; weights = $candidate.weights; distance = $candidate.distance })

            $started = $clock.Elapsed
            $predictions = @(Get-Prediction -Neighbour $neighbours[$candidate.distance] -Species $species -Fold $folds `
                    -K $candidate.k -Weights $candidate.weights)

            # One metric, a step for each fold: rows with Name, Value and Step go through the pipeline in one transaction.
            $accuracies = for ($fold = 0; $fold -lt $foldCount; $fold++) {
                $tested = @($predictions | Where-Object fold -EQ $fold)
                @($tested | Where-Object { $_.actual -eq $_.predicted }).Count / $tested.Count
            }
            0..($foldCount - 1) |
                ForEach-Object { [pscustomobject]@{ Name = 'fold_accuracy'; Value = $accuracies[$_]; Step = $_ } } |
                Add-MlMetric

            $summary = $accuracies | Measure-Object -Average -Minimum
            Add-MlMetric -Metric @{
                accuracy     = $summary.Average
                accuracy_min = $summary.Minimum
                seconds      = ($clock.Elapsed - $started).TotalSeconds
            }
            if ($summary.Average -gt $bestAccuracy) {
                $bestAccuracy = $summary.Average
            }

            $matrix = @('actual,setosa,versicolor,virginica')
            $matrix += foreach ($actual in 'setosa', 'versicolor', 'virginica') {
                $counts = foreach ($predicted in 'setosa', 'versicolor', 'virginica') {
                    @($predictions | Where-Object { $_.actual -eq $actual -and $_.predicted -eq $predicted }).Count
                }
                "$actual,$($counts -join ',')"
            }
            Add-MlArtifact -Text (($matrix -join "`n") + "`n") -ArtifactFile 'evaluation/confusion_matrix.csv'

            $file = Join-Path $Folder 'predictions.csv'
            $predictions | Export-Csv $file -NoTypeInformation
            Add-MlArtifact $file -ArtifactPath 'evaluation'
            Remove-Item $file
        }
    }

    Add-MlMetric best_accuracy $bestAccuracy
}
"Tracked $(@($grid).Count) nested runs in $($clock.Elapsed.TotalSeconds.ToString('0.0', $culture)) s."

# ---- Find them again ----------------------------------------------------------------------------------------------------------------
''
'The five best of those over 0.95:'
$best = Find-MlRun -Filter "metrics.accuracy > 0.95 AND tags.model_type = 'knn' AND status = 'FINISHED'" `
    -OrderBy 'metrics.accuracy DESC', 'metrics.accuracy_min DESC' -MaxResults 5
$best | Format-Table -AutoSize Name,
@{ Label = 'k'; Expression = { $_.Params.k } },
@{ Label = 'weights'; Expression = { $_.Params.weights } },
@{ Label = 'accuracy'; Expression = { $_.Metrics.accuracy.ToString('0.0000', $culture) } },
@{ Label = 'worst fold'; Expression = { $_.Metrics.accuracy_min.ToString('0.0000', $culture) } }

'Runs are objects. The parent run has no accuracy, and PowerShell takes a missing number for less than any: ask ContainsKey first.'
$runs = @(Find-MlRun)
$weak = @($runs | Where-Object { $_.Metrics.ContainsKey('accuracy') -and $_.Metrics['accuracy'] -lt 0.96 })
"$($weak.Count) of $($runs.Count) runs are below 0.96. By distance and number of neighbours:"
$weak | Group-Object { "$($_.Params['distance']), k = $($_.Params['k'])" } | Sort-Object Count -Descending | Select-Object -First 5 |
    Format-Table -AutoSize Count, Name

$artifacts = @($best | Select-Object -First 1 | Get-MlArtifact -Recurse | Where-Object { -not $_.IsDirectory })
"The best run's artifacts: $(($artifacts | ForEach-Object Path) -join ', ')"

$table = Join-Path $Folder 'results.csv'
Find-MlRun -Filter "tags.model_type = 'knn'" -OrderBy 'metrics.accuracy DESC' -AsTable -Text | Export-Csv $table -NoTypeInformation
"All runs as a table: $table ($(@(Import-Csv $table).Count) rows)"

''
'The report of the experiment:'
Measure-MlExperiment 'iris-knn' | Format-List

@"
Next, try (in pwsh, after Import-Module $(Join-Path $PSScriptRoot '../MlTrack.psd1' -Resolve)):
  Set-MlTrackingUri '$(Join-Path $Folder 'mlflow.db')'
  Get-MlExperiment
  Find-MlRun -Filter "params.k = '5'" | Compare-MlRun -Differing
  Find-MlRun -MaxResults 1 | Get-MlMetric
  Get-Help Start-MlRun -Examples
"@
