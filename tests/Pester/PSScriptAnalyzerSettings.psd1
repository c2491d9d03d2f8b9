@{
    # As in the root, without three rules that tests can't keep:
    # PSUseDeclaredVarsMoreThanAssignments, because what BeforeAll assigns is read in other blocks, which the analyzer doesn't see;
    # PSUseShouldProcessForStateChangingFunctions, because helpers of tests ask nobody;
    # PSAvoidUsingPositionalParameters, because tests type what users type.
    IncludeRules = @(
        'PSUseApprovedVerbs', 'PSReservedCmdletChar', 'PSReservedParams', 'PSShouldProcess', 'PSUseSingularNouns',
        'PSMissingModuleManifestField', 'PSAvoidDefaultValueSwitchParameter', 'PSAvoidUsingCmdletAliases', 'PSAvoidUsingWMICmdlet',
        'PSAvoidUsingEmptyCatchBlock', 'PSUseCmdletCorrectly', 'PSAvoidGlobalVars', 'PSAvoidUsingInvokeExpression',
        'PSAvoidUsingPlainTextForPassword', 'PSAvoidUsingComputerNameHardcoded', 'PSUsePSCredentialType', 'PSAvoidUsingWriteHost',
        'PSAvoidUsingConvertToSecureStringWithPlainText', 'PSAvoidUsingUsernameAndPasswordParams', 'PSPossibleIncorrectComparisonWithNull',
        'PSAvoidTrailingWhitespace', 'PSUseConsistentIndentation'
    )
    Rules        = @{
        PSUseConsistentIndentation       = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
    }
}
