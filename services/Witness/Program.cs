using Ledger.Witness;

try
{
    var settings = WitnessSettings.Of(args);
    using var folder = WitnessFolder.Open(settings);
    if (args is ["key", ..])
    {
        Console.WriteLine(folder.Signer.Key);
        return 0;
    }

    await using var app = WitnessApplication.Create(args, settings, folder, TimeProvider.System);
    await app.RunAsync();
    return 0;
}
catch (WitnessRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
