# What the examples of docs/en-US find in the folder that they run in: some files, and a store with a few experiments and runs.
# ExampleTests runs this before each example.
$null = New-Item -ItemType Directory -Path plots
Set-Content report.html '<h1>Report</h1>'
Set-Content plots/loss.png 'no real picture'
Set-Content plots/roc.png 'no real picture'
Set-Content training-log.csv 'Name,Value,Step', 'loss,0.9,1', 'loss,0.45,2', 'loss,0.3,3', 'accuracy,0.71,1', 'accuracy,0.8,2'

$null = New-MlExperiment churn -Tag @{ team = 'alpha' }
$null = New-MlExperiment churn-2025
$null = New-MlExperiment archive
Start-MlRun 'old' -ExperimentName archive { Add-MlMetric rmse 0.5 }
Remove-MlExperiment archive

function Add-Run([string] $Name, [double] $Rate, [double] $Rmse) {
    Start-MlRun $Name -ExperimentName churn -Tag @{ team = 'alpha' } {
        Add-MlParam -Param @{ model = $Name; lr = $Rate }
        1..10 | ForEach-Object { [pscustomobject]@{ Name = 'loss'; Value = $Rate / $_; Step = $_ } } | Add-MlMetric
        Add-MlMetric rmse $Rmse
        Add-MlArtifact report.html, plots
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
    }
}

Add-Run -Name baseline -Rate 0.1 -Rmse 0.31
Add-Run -Name forest -Rate 0.01 -Rmse 0.17
Add-Run -Name boosted -Rate 0.03 -Rmse 0.15
Add-Run -Name discarded -Rate 1 -Rmse 0.99
Find-MlRun "attributes.run_name = 'discarded'" -ExperimentName churn | Remove-MlRun

# A run without the metric rmse.
try {
    Start-MlRun broken -ExperimentName churn { Add-MlParam lr 1; throw 'no data' }
}
catch {
    $Error.Clear()
}

# A registered model with two versions, and one with a single version.
$null = Find-MlRun "attributes.run_name = 'forest'" -ExperimentName churn | Register-MlModel churn -Alias champion
$null = Find-MlRun "attributes.run_name = 'boosted'" -ExperimentName churn | Register-MlModel churn
$null = Register-MlModel shop models:/churn/1
