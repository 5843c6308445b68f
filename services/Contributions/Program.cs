using Ledger.Contributions;

return await ContributionsService.Create(args).RunAsync(args);
