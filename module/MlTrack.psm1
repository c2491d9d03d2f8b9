# Only commands and types of the engine itself are used here, so that a host without PowerShell's utility modules can import this.
# What differs by build configuration lies in a folder of its own; a package brings Release alone.
$configurations = @([System.Environment]::GetEnvironmentVariable('MLTRACK_CONFIGURATION'), 'Release', 'Debug')
$bin = foreach ($configuration in $configurations) {
    if ($configuration) {
        $folder = [System.IO.Path]::Combine($PSScriptRoot, 'bin', $configuration)
        if ([System.IO.File]::Exists([System.IO.Path]::Combine($folder, 'MlTrack.Loader.dll'))) {
            $folder
            break
        }
    }
}

if (-not $bin) {
    throw [System.IO.FileNotFoundException]::new(
        "MlTrack is not built yet: module/bin is empty. Run 'dotnet build -c Release src/MlTrack.PowerShell' in its folder first.")
}

# The public types live in the default load context, where PowerShell finds [MlTrack.MlRun]; the drivers live in one of their own.
$isReload = $null -ne ('MlTrack.Loader.LoadContext' -as [type])
if (-not $isReload) {
    foreach ($file in 'MlTrack.dll', 'MlTrack.Loader.dll') {
        $null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath([System.IO.Path]::Combine($bin, $file))
    }
}

$assembly = [MlTrack.Loader.LoadContext]::Initialize($bin)
$inner = Import-Module -Assembly $assembly -PassThru
if ($isReload) {
    # A second import in a process finds the assembly loaded and exports nothing (PowerShell issue 20710).
    $addExportedCmdlet = [psmoduleinfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($command in $inner.ExportedCmdlets.Values) {
        $null = $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $command))
    }

    # Import-Module -Force leaves the assembly's module in the session and doesn't nest it again, and then nothing would clean up at the
    # end: who removes this module removes what is nested in it, and so ends the open runs.
    $module = $ExecutionContext.SessionState.Module
    if (-not $module.NestedModules.Count) {
        $addNestedModule = [psmoduleinfo].GetMethod('AddNestedModule', [System.Reflection.BindingFlags]'Instance, NonPublic')
        $null = $addNestedModule.Invoke($module, @(, $inner.PSObject.BaseObject))
    }
}
