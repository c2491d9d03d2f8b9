<#
.SYNOPSIS
    Makes what Get-Help reads (en-US) from what people read and write (docs/en-US).
.DESCRIPTION
    Microsoft.PowerShell.PlatyPS reads the pages of the cmdlets and makes the MAML. This script then puts right what Get-Help would show
    badly: code blocks with their fences in the place of the example's code, hard line breaks, marks of Markdown, links to files that the
    module doesn't have, defaults left out. The about topics become plain text. The same pages give the same bytes, on every system.
.PARAMETER Source
    The folder of the pages.
.PARAMETER Destination
    The folder to write to; made if it is missing.
.EXAMPLE
    ./docs/Convert-Help.ps1
#>
[CmdletBinding()]
param(
    [string] $Source = (Join-Path $PSScriptRoot 'en-US'),

    [string] $Destination = (Join-Path $PSScriptRoot '../en-US')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

function ConvertTo-PlainText {
    # Takes the marks of Markdown away: `code`, **bold**, [text](link).
    param([string] $Markdown)

    $text = [regex]::Replace($Markdown, '\[([^\]]+)\]\([^)]+\)', '$1')
    $text.Replace('`', '').Replace('**', '')
}

function Split-Paragraph {
    # The paragraphs of a text, each on one line; an entry of a list is a paragraph.
    param([string] $Markdown)

    foreach ($block in $Markdown.Trim() -split '\n[ ]*\n|\n(?=- )') {
        $line = (ConvertTo-PlainText $block) -replace '\s*\n\s*', ' '
        if ($line.Trim()) {
            $line.Trim()
        }
    }
}

function Edit-Paragraph {
    # Replaces what an element holds by paragraphs.
    param([System.Xml.XmlElement] $Element, [string] $Markdown)

    $Element.RemoveAll()
    foreach ($paragraph in Split-Paragraph $Markdown) {
        $para = $Element.OwnerDocument.CreateElement('maml', 'para', $maml)
        $para.InnerText = $paragraph
        $null = $Element.AppendChild($para)
    }
}

function Edit-Example {
    # The text before the code introduces it, the first block is the code, what follows explains it.
    param([System.Xml.XmlElement] $Example, $Source, [System.Xml.XmlNamespaceManager] $Names)

    $parts = [regex]::Match($Source.Remarks.Replace("`r", ''), '(?s)^(.*?)```powershell\n(.*?)\n```(.*)$')
    if (-not $parts.Success) {
        throw "The example '$($Source.Title)' has no block of powershell."
    }

    $Example.SelectSingleNode('maml:title', $Names).InnerText = "--------- $($Source.Title) ---------"
    Edit-Paragraph -Element $Example.SelectSingleNode('maml:introduction', $Names) -Markdown $parts.Groups[1].Value
    $Example.SelectSingleNode('dev:code', $Names).InnerText = $parts.Groups[2].Value
    $remarks = $Example.SelectSingleNode('dev:remarks', $Names)
    Edit-Paragraph -Element $remarks -Markdown $parts.Groups[3].Value

    # A blank line before the next example.
    $null = $remarks.AppendChild($Example.OwnerDocument.CreateElement('maml', 'para', $maml))
}

function Edit-Command {
    param([System.Xml.XmlElement] $Command, $Page, [System.Xml.XmlNamespaceManager] $Names)

    # Paragraphs of other places are one element each already, in spite of the line breaks in them.
    foreach ($element in $Command.SelectNodes('.//maml:description[maml:para] | .//maml:alert[maml:para]', $Names)) {
        Edit-Paragraph -Element $element -Markdown (@(foreach ($para in $element.SelectNodes('maml:para', $Names)) { $para.InnerText }) -join "`n`n")
    }

    foreach ($parameter in $Command.SelectNodes('command:parameters/command:parameter', $Names)) {
        $name = $parameter.SelectSingleNode('maml:name', $Names).InnerText
        $default = ($Page.Parameters | Where-Object Name -EQ $name).DefaultValue
        if ($default) {
            $element = $Command.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)
            $element.InnerText = $default
            $null = $parameter.AppendChild($element)
        }
    }

    $examples = @($Command.SelectNodes('command:examples/command:example', $Names))
    for ($i = 0; $i -lt $examples.Count; $i++) {
        Edit-Example -Example $examples[$i] -Source $Page.Examples[$i] -Names $Names
    }

    foreach ($link in @($Command.SelectNodes('command:relatedLinks/maml:navigationLink', $Names))) {
        $uri = $link.SelectSingleNode('maml:uri', $Names)
        if ($uri.InnerText -like '*.md') {
            $uri.InnerText = ''
        }
        elseif (-not $uri.InnerText) {
            # PlatyPS writes a link 'Online Version' also where there is none.
            $null = $link.ParentNode.RemoveChild($link)
        }
    }
}

function Write-CommandHelp {
    $pages = @(Get-ChildItem (Join-Path $Source '*-Ml*.md') | Sort-Object Name | Import-MarkdownCommandHelp)
    $made = Join-Path ([System.IO.Path]::GetTempPath()) "mltrack-help-$PID"
    try {
        $file = $pages | Export-MamlCommandHelp -OutputFolder $made -Force
        $document = [System.Xml.XmlDocument]::new()
        $document.Load($file.FullName)
    }
    finally {
        Remove-Item -Recurse -Force $made
    }

    $names = [System.Xml.XmlNamespaceManager]::new($document.NameTable)
    $names.AddNamespace('maml', $maml)
    $names.AddNamespace('dev', $dev)
    $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    foreach ($command in $document.SelectNodes('//command:command', $names)) {
        $title = $command.SelectSingleNode('command:details/command:name', $names).InnerText
        Edit-Command -Command $command -Page ($pages | Where-Object Title -EQ $title) -Names $names
    }

    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $stream = [System.IO.MemoryStream]::new()
    $writer = [System.Xml.XmlWriter]::Create($stream, $settings)
    $document.Save($writer)
    $writer.Dispose()
    $stream.WriteByte(10)
    [System.IO.File]::WriteAllBytes((Join-Path $Destination 'MlTrack.PowerShell.dll-Help.xml'), $stream.ToArray())
}

function Split-Line {
    # Breaks a paragraph into lines that fit into a window of 80 columns.
    param([string] $Text, [string] $First, [string] $Other)

    $line = $First
    $isEmpty = $true
    foreach ($word in $Text -split '\s+' -ne '') {
        if (-not $isEmpty -and $line.Length + 1 + $word.Length -gt 79) {
            $line
            $line = $Other
            $isEmpty = $true
        }
        $line += if ($isEmpty) { $word } else { " $word" }
        $isEmpty = $false
    }
    $line
}

function Write-Topic {
    # Get-Help shows a topic as it is, and takes its fifth line for the synopsis.
    param([System.IO.FileInfo] $Page)

    $text = [System.IO.File]::ReadAllText($Page.FullName).Replace("`r", '').Trim()
    $lines = foreach ($block in $text -split '(?ms)(^```.*?^```$)|\n[ ]*\n|\n(?=- )') {
        if ($block -match '^# (.+)$') {
            'TOPIC', "    $($Matches[1])", ''
        }
        elseif ($block -match '^## (.+)$') {
            $Matches[1]
        }
        elseif ($block -match '^### (.+)$') {
            "  $($Matches[1])"
        }
        elseif ($block -match '(?s)^```[a-z]*\n(.*)\n```$') {
            @($Matches[1] -split '\n') -replace '^(?=.)', '        '
            ''
        }
        elseif ($block -match '^- ') {
            Split-Line -Text (ConvertTo-PlainText $block) -First '    ' -Other '      '
            ''
        }
        elseif ($block.Trim()) {
            Split-Line -Text (ConvertTo-PlainText $block) -First '    ' -Other '    '
            ''
        }
    }
    $text = (@($lines) -join "`n").TrimEnd() + "`n"
    [System.IO.File]::WriteAllText((Join-Path $Destination "$($Page.BaseName).help.txt"), $text)
}

# Another version may write other bytes.
Import-Module Microsoft.PowerShell.PlatyPS -RequiredVersion 1.0.3
$null = New-Item -ItemType Directory -Force -Path $Destination
$Destination = Convert-Path $Destination
Write-CommandHelp
foreach ($page in Get-ChildItem (Join-Path $Source 'about_*.md')) {
    Write-Topic $page
}
