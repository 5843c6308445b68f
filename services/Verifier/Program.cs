using Ledger.Cli.Verify;

// The verifier alone: ledger-verify BUNDLE --policy FILE. Its exit code is the verdict, also when the question was not understood.
return await new VerifyCommand().RunAsync(args is ["verify", ..] ? args[1..] : args, Console.Out, Console.Error, CancellationToken.None);
