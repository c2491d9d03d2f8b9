using MlTrack.Shell.Hosting;

if (!ShellOptions.TryParse(args, out ShellOptions? options, out string? error))
{
    Console.Error.WriteLine(error);
    return ShellOptions.BadCommandLine;
}

if (options.ShowHelp)
{
    Console.Out.WriteLine(ShellOptions.Usage);
    return 0;
}

return new ShellRunner(options).Run();
