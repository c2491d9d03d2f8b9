@{
    # The settings that the PowerShell Gallery applies, and one form of indentation.
    IncludeRules = @(
        'PSUseApprovedVerbs', 'PSReservedCmdletChar', 'PSReservedParams', 'PSShouldProcess', 'PSUseSingularNouns',
        'PSMissingModuleManifestField', 'PSAvoidDefaultValueSwitchParameter', 'PSAvoidUsingCmdletAliases', 'PSAvoidUsingWMICmdlet',
        'PSAvoidUsingEmptyCatchBlock', 'PSUseCmdletCorrectly', 'PSUseShouldProcessForStateChangingFunctions',
        'PSAvoidUsingPositionalParameters', 'PSAvoidGlobalVars', 'PSUseDeclaredVarsMoreThanAssignments', 'PSAvoidUsingInvokeExpression',
        'PSAvoidUsingPlainTextForPassword', 'PSAvoidUsingComputerNameHardcoded', 'PSUsePSCredentialType', 'PSAvoidUsingWriteHost',
        'PSAvoidUsingConvertToSecureStringWithPlainText', 'PSAvoidUsingUsernameAndPasswordParams', 'PSPossibleIncorrectComparisonWithNull',
        'PSAvoidTrailingWhitespace', 'PSUseConsistentIndentation'
    )
    Rules        = @{
        PSUseConsistentIndentation       = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        # Add-MlMetric loss 0.1 is how people write it: the positions are part of the contract.
        PSAvoidUsingPositionalParameters = @{ Enable = $true; CommandAllowList = @(
                'Add-MlMetric', 'Add-MlParam', 'Set-MlTag', 'Join-Path', 'Start-MlRun', 'Invoke-Tool', 'Export-Csv', 'Format-Table'
                'Rename-MlExperiment', 'Compare-MlRun', 'Save-MlArtifact', 'Get-MlArtifact', 'Remove-MlTag')
        }
    }
}
