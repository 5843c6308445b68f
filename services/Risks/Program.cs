using Ledger.Risks;

return await RisksService.Create(args).RunAsync(args);
